import { Button } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { ComposeProject, ComposeSaved, ComposeText } from '../../../electron/api/schema/compose.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { Watch } from '../../../electron/api/client/watch.ts'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { clock } from '../../lib/format.ts'
import { baseName } from '../../lib/paths.ts'
import css from './Compose.module.css'
import { dropDraft, keepDraft, readDraft } from './drafts.ts'
import type { Problem } from './editor/problems.ts'
import { YamlEditor, YamlView, type EditorHandle } from './editor/YamlEditor.tsx'
import { askToBringUp } from './UpProject.tsx'

interface FileEditorProps {
  readonly project: ComposeProject
  /** the file as it was read */
  readonly file: ComposeText
  /** the way to the project's other files */
  readonly choice: ReactNode
}

type Refusal = Pick<Extract<ComposeSaved, { outcome: 'refused' }>, 'message' | 'hint' | 'line' | 'column'>

/**
 * One compose file in an editor. What is typed is kept by the browser until it is saved; it is saved only when compose
 * accepts it, and never over what somebody else wrote meanwhile, unless told to.
 */
export function FileEditor({ project, file, choice }: FileEditorProps): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { path } = file
  const [draft] = useState(() => readDraft(path))
  const editor = useRef<EditorHandle>(null)
  const [text, setText] = useState(draft?.text ?? file.text)
  /** the file as it is on disk, as far as what is typed builds on it */
  const [base, setBase] = useState<{ text: string; mark: string }>(file)
  const [theirs, setTheirs] = useState<ComposeText | 'gone' | null>(
    draft !== null && draft.mark !== file.mark && draft.text !== file.text ? file : null,
  )
  const [problems, setProblems] = useState<readonly Problem[]>([])
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [warnings, setWarnings] = useState<readonly string[]>([])
  const [state, setState] = useState<'idle' | 'saving' | 'saved'>('idle')
  const [restored, setRestored] = useState(draft !== null && draft.text !== file.text)
  const dirty = text !== base.text

  const change = (next: string): void => {
    setText(next)
    setRefusal(null)
    setState('idle')
    if (next === base.text) dropDraft(path)
    else keepDraft(path, next, base.mark)
  }
  const takeOver = (now: ComposeText): void => {
    setBase(now)
    setTheirs(null)
    setRestored(false)
    setRefusal(null)
    editor.current?.replace(now.text)
    setText(now.text)
    dropDraft(path)
  }

  // Somebody else's change is taken over while nothing of ours would be lost, and told otherwise.
  const latest = useRef({ base, dirty, takeOver })
  useEffect(() => {
    latest.current = { base, dirty, takeOver }
  })
  useEffect(() => {
    const watch = new Watch<string | null>(
      (on) => berth.client.compose.changes.subscribe({ project: project.id, path }, on),
      (mark) => {
        if (mark === latest.current.base.mark) return
        if (mark === null) setTheirs('gone')
        else
          void berth.client.compose.read.query({ project: project.id, path }).then(
            (now) => {
              if (now.mark === latest.current.base.mark) return
              if (latest.current.dirty) setTheirs(now)
              else latest.current.takeOver(now)
            },
            () => setTheirs('gone'),
          )
      },
    )
    watch.start()
    return () => watch.stop()
  }, [berth, project.id, path])

  const save = async (over: string = base.mark): Promise<void> => {
    if (state === 'saving' || !live) return
    const typed = editor.current?.text() ?? text
    setState('saving')
    setRefusal(null)
    try {
      const saved = await berth.client.compose.save.mutate({
        project: project.id,
        path,
        text: typed,
        mark: over,
      })
      setState(saved.outcome === 'saved' ? 'saved' : 'idle')
      if (saved.outcome === 'changed') setTheirs(saved.now ?? 'gone')
      else if (saved.outcome === 'refused') {
        setRefusal(saved)
        if (saved.line !== null) editor.current?.go(saved.line, saved.column ?? 1)
      } else {
        setBase({ text: typed, mark: saved.mark })
        setWarnings(saved.warnings)
        setTheirs(null)
        setRestored(false)
        if ((editor.current?.text() ?? typed) === typed) dropDraft(path)
        else keepDraft(path, editor.current?.text() ?? typed, saved.mark)
        await queries.invalidateQueries({ queryKey: ['compose.model', project.id] })
      }
    } catch (thrown) {
      setState('idle')
      const { message, hint } = plainError(thrown)
      setRefusal({ message, hint, line: null, column: null })
    }
  }
  const goToOutput = (): void =>
    void navigate({ to: '/compose/$project/$tab', params: { project: project.id, tab: 'output' } })

  return (
    <>
      <div className={css.tools}>
        {choice}
        <span className="mono clip" title={path}>
          {baseName(path)}
        </span>
        <span role="status" className="dim">
          {state === 'saving'
            ? t('compose:file.saving')
            : dirty
              ? t('compose:file.unsaved')
              : state === 'saved'
                ? t('compose:file.saved')
                : ''}
        </span>
        <Button
          className={css.push ?? ''}
          size="compact-sm"
          disabled={!dirty || !live || theirs !== null || state === 'saving'}
          title={t('compose:file.saveWithKey')}
          onClick={() => void save()}
        >
          {t('compose:file.save')}
        </Button>
        {state === 'saved' && !dirty && (
          <Button
            size="compact-sm"
            variant="default"
            disabled={!live}
            onClick={() => askToBringUp(berth, project, goToOutput)}
          >
            {t('compose:file.upNow')}
          </Button>
        )}
      </div>
      {restored && dirty && theirs === null && (
        <Notice
          strip
          kind="info"
          message={t('compose:file.draft', { at: clock(draft?.at ?? new Date().toISOString()) })}
          actions={
            <Button size="compact-sm" variant="default" onClick={() => takeOver({ path, ...base })}>
              {t('compose:file.revert')}
            </Button>
          }
        />
      )}
      {theirs !== null && (
        <Theirs
          path={path}
          theirs={theirs}
          onTake={takeOver}
          onKeep={(now) => {
            setBase(now)
            setTheirs(null)
            keepDraft(path, text, now.mark)
          }}
        />
      )}
      {refusal && (
        <Notice
          strip
          kind="error"
          message={refusal.message}
          hint={refusal.hint}
          actions={
            refusal.line !== null && (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => editor.current?.go(refusal.line ?? 1, refusal.column ?? 1)}
              >
                {t('compose:file.line', { line: refusal.line })}
              </Button>
            )
          }
        />
      )}
      {warnings.map((warning) => (
        <Notice key={warning} strip kind="warn" message={warning} />
      ))}
      <div className={css.editor}>
        <YamlEditor
          text={text}
          label={t('compose:file.label', { name: baseName(path), project: project.id })}
          handle={editor}
          onChange={change}
          onSave={() => void save()}
          onProblems={setProblems}
        />
      </div>
      <Problems problems={problems} onGo={(line) => editor.current?.go(line)} />
    </>
  )
}

interface TheirsProps {
  readonly path: string
  readonly theirs: ComposeText | 'gone'
  readonly onTake: (now: ComposeText) => void
  readonly onKeep: (now: ComposeText) => void
}

/** The file changed under what is being typed: says so, and lets one of the two go on. */
function Theirs({ path, theirs, onTake, onKeep }: TheirsProps): ReactNode {
  if (theirs === 'gone')
    return <Notice strip kind="warn" message={t('compose:file.gone')} hint={t('compose:file.goneHint')} />
  const look = (): void => {
    const title = t('compose:file.theirs', { name: baseName(path) })
    modals.open({
      title,
      size: 'xl',
      children: (
        <div className={css.look}>
          <YamlView text={theirs.text} label={title} />
        </div>
      ),
    })
  }
  return (
    <Notice
      strip
      kind="warn"
      message={t('compose:file.changed')}
      hint={t('compose:file.changedHint')}
      actions={
        <>
          <Button size="compact-sm" variant="default" onClick={look}>
            {t('compose:file.showTheirs')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => onTake(theirs)}>
            {t('compose:file.takeTheirs')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => onKeep(theirs)}>
            {t('compose:file.keepMine')}
          </Button>
        </>
      }
    />
  )
}

function Problems({
  problems,
  onGo,
}: {
  problems: readonly Problem[]
  onGo: (line: number) => void
}): ReactNode {
  return (
    <>
      {problems.length > 0 && (
        <ul className={css.problems} aria-label={t('compose:file.problems', { count: problems.length })}>
          {problems.map(({ from, line, severity, message }) => (
            <li key={`${from} ${message}`}>
              <button type="button" className={css.problem} onClick={() => onGo(line)}>
                {severity === 'error' ? (
                  <IconCircleX size={14} color="var(--bad)" aria-hidden />
                ) : (
                  <IconAlertTriangle size={14} color="var(--warn)" aria-hidden />
                )}
                <span className={css.lineNumber}>{t('compose:file.line', { line })}</span>
                <span>{message}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className={css.hint}>{t('compose:file.keys')}</div>
    </>
  )
}
