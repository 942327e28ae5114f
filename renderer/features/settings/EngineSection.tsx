import { Button } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { EngineSettingsView } from '../../../electron/api/schema/engine-settings.ts'
import { useBerth } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { Notice } from '../../components/Notice.tsx'
import { tell, tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { CodeEditor, type EditorHandle } from '../compose/editor/CodeEditor.tsx'
import { askToApply } from './ApplyEngine.tsx'
import { lineOf, placeOf, readText, textOf, withKey, type PlacedProblem } from './document.ts'
import { Fields } from './Fields.tsx'
import { applyEngine, outcome } from './outcome.ts'
import css from './Settings.module.css'
import { useEngineCheck, type Verdict } from './useEngineCheck.ts'
import { Whole } from './Whole.tsx'

interface EngineSectionProps {
  readonly view: EngineSettingsView
  /** there is an engine to restart */
  readonly runs: boolean
}

/** The engine's daemon.json: fields and text over one document, judged by the engine itself, applied by its restart. */
export function EngineSection({ view, runs }: EngineSectionProps): ReactNode {
  const berth = useBerth()
  const connected = useStore(berth.connection).kind === 'open'
  const stored = textOf(view.stored)
  const editor = useRef<EditorHandle>(null)
  const [text, setText] = useState(stored)
  const read = useMemo(() => readText(text), [text])
  const engine = read.kind === 'settings' ? read.engine : null
  const dirty = engine === null || textOf(engine) !== stored
  const verdict = useEngineCheck(dirty && connected ? engine : null)
  const problem = useMemo(() => problemOf(text, read, verdict), [text, read, verdict])

  const put = (next: string): void => {
    setText(next)
    editor.current?.replace(next)
  }
  // What another page or command has stored meanwhile is taken over, unless something is being typed.
  const before = useRef(stored)
  useEffect(() => {
    if (before.current === stored) return
    if (text === before.current) put(stored)
    before.current = stored
  })
  useEffect(() => {
    editor.current?.mark(problem ? [{ ...problem, severity: 'error' }] : [])
  }, [problem])

  const differs = view.inUse !== null && !view.inUse.same
  const able = connected && engine !== null && problem === null && (dirty || differs)
  const apply = (): void => {
    if (!able) return
    if (runs) askToApply(berth, engine)
    else void applyEngine(berth, engine)
  }
  const saveForLater = async (): Promise<void> => {
    if (!engine) return
    try {
      await berth.client.settings.set.mutate({ name: 'engine', value: engine })
      tell(t('settings:action.saved'))
    } catch (thrown) {
      tellError(thrown)
    }
    await berth.queries.invalidateQueries({ queryKey: ['engine-settings'] })
  }
  return (
    <section className={css.section} aria-labelledby="engine-settings">
      <h2 id="engine-settings">{t('settings:engine.title')}</h2>
      <p className={css.intro}>{t('settings:engine.intro')}</p>
      <Undone />
      {differs && !dirty && <Differs refused={view.inUse?.refused ?? null} />}
      <div className={css.columns}>
        <div>
          {engine ? (
            <Fields engine={engine} onSet={(key, value) => put(withKey(engine, key, value))} />
          ) : (
            <p className="dim">{t('settings:engine.broken')}</p>
          )}
        </div>
        <div className={css.document}>
          <h3>{t('settings:engine.text')}</h3>
          <Judgement
            text={text}
            problem={problem}
            verdict={verdict}
            same={!dirty && view.inUse?.same === true}
            onGo={(line) => editor.current?.go(line)}
          />
          <div className={css.editor}>
            <CodeEditor
              text={text}
              label={t('settings:engine.label')}
              handle={editor}
              onChange={setText}
              onSave={apply}
            />
          </div>
          <div className={css.hint}>{t('settings:engine.keys')}</div>
          <div className={css.actions}>
            <Button disabled={!able} onClick={apply}>
              {t(runs ? 'settings:action.apply' : 'settings:action.save')}
            </Button>
            {runs && dirty && (
              <Button variant="default" disabled={!able} onClick={() => void saveForLater()}>
                {t('settings:action.later')}
              </Button>
            )}
            {dirty && (
              <Button variant="default" onClick={() => put(stored)}>
                {t('settings:action.discard')}
              </Button>
            )}
            {text !== textOf({}) && (
              <Button variant="default" onClick={() => put(textOf({}))}>
                {t('settings:action.defaults')}
              </Button>
            )}
          </div>
        </div>
      </div>
      {engine && <Whole engine={engine} onReset={(key) => put(withKey(engine, key, undefined))} />}
    </section>
  )
}

/** What is wrong with what is typed, at its place: by the page's own look first, then in the engine's words. */
function problemOf(
  text: string,
  read: ReturnType<typeof readText>,
  verdict: Verdict | null,
): PlacedProblem | null {
  if (read.kind === 'problem') return read.problem
  if (verdict?.outcome !== 'refused') return null
  const [from, to] = placeOf(text, verdict.message) ?? [0, 1]
  return { from, to, message: verdict.message }
}

interface JudgementProps {
  readonly text: string
  readonly problem: PlacedProblem | null
  readonly verdict: Verdict | null
  readonly same: boolean
  readonly onGo: (line: number) => void
}

function Judgement({ text, problem, verdict, same, onGo }: JudgementProps): ReactNode {
  if (problem) {
    const line = lineOf(text, problem.from)
    return (
      <div role="alert" aria-label={t('settings:check.problems')} className={css.judgement}>
        <IconCircleX size={14} color="var(--bad)" aria-hidden />
        <button type="button" className={css.place} onClick={() => onGo(line)}>
          {t('settings:check.line', { line })}
        </button>
        <span>{problem.message}</span>
      </div>
    )
  }
  const words =
    verdict === null
      ? same
        ? t('settings:check.same')
        : ''
      : verdict.outcome === 'failed'
        ? t('settings:check.failed', { why: verdict.why })
        : verdict.outcome === 'refused'
          ? ''
          : t(`settings:check.${verdict.outcome}`)
  return (
    <div role="status" className={css.judgement}>
      {(verdict?.outcome === 'accepted' || (verdict === null && same)) && (
        <IconCircleCheck size={14} color="var(--ok)" aria-hidden />
      )}
      <span className="dim">{words}</span>
    </div>
  )
}

function Differs({ refused }: { refused: string | null }): ReactNode {
  if (refused === null)
    return (
      <Notice kind="info" message={t('settings:engine.differs')} hint={t('settings:engine.differsHint')} />
    )
  return (
    <Notice
      kind="error"
      message={t('settings:engine.refused', { words: refused })}
      hint={t('settings:engine.refusedHint')}
    />
  )
}

/** The engine did not come up with what was tried: told until it is dismissed. */
function Undone(): ReactNode {
  const undone = useStore(outcome)
  const place = useRef<HTMLDivElement>(null)
  // It may come when one has scrolled down to the button that began it.
  useEffect(() => {
    if (undone) place.current?.scrollIntoView({ block: 'nearest' })
  }, [undone])
  if (!undone) return null
  return (
    <div ref={place} className={css.undone}>
      <Notice
        kind="error"
        message={undone.message}
        hint={undone.outcome === 'undone' ? undone.hint : undefined}
        actions={
          <>
            <Button
              size="compact-sm"
              variant="default"
              renderRoot={(props) => <Link to="/machine" search={{ log: 'engine' }} {...props} />}
            >
              {t('settings:undone.openLog')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => outcome.set(null)}>
              {t('settings:undone.dismiss')}
            </Button>
          </>
        }
      />
      {undone.outcome === 'undone' && undone.log.length > 0 && (
        <details open>
          <summary>{t('settings:undone.log')}</summary>
          <pre className={css.log} tabIndex={0} aria-label={t('settings:undone.log')}>
            {undone.log.join('\n')}
          </pre>
        </details>
      )}
    </div>
  )
}
