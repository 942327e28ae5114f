import { Progress } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { BuildLine, BuildStep } from '../../../electron/api/schema/builds.ts'
import { StateDot } from '../../components/StateDot.tsx'
import { t } from '../../i18n/index.ts'
import { bytes, duration } from '../../lib/format.ts'
import { useNow } from '../../lib/now.ts'
import { LogLine } from '../logs/LogLine.tsx'
import { shownLines, type FollowedBuild } from './build-feed.ts'
import css from './Builds.module.css'
import { groupSteps, stepLooks, type StepName } from './words.ts'

/** lines of a step that opened by itself */
const peekLines = 12

/** A build step by step, by stage. What runs and what failed is open; any other opens by a click or Enter. */
export function StepTree({ build }: { build: FollowedBuild }): ReactNode {
  const frame = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map())
  const groups = useMemo(() => groupSteps(build.steps), [build.steps])

  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key]
    if (by === undefined) return
    const rows = [...(frame.current?.querySelectorAll<HTMLElement>('[data-step]') ?? [])]
    const at = rows.indexOf(document.activeElement as HTMLElement)
    rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.focus()
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div ref={frame} onKeyDown={onKeyDown}>
      {groups.map((group) => (
        <section key={group.name} className={css.group} aria-label={group.name}>
          <h3 className={css.groupName}>{group.name}</h3>
          <ul className={css.steps}>
            {group.steps.map(({ step, name }) => {
              const lines = build.lines.get(step.id) ?? []
              const byItself = step.state === 'failed' || (step.state === 'running' && lines.length > 0)
              const open = chosen.get(step.id) ?? byItself
              const most = chosen.has(step.id) || step.state === 'failed' ? shownLines : peekLines
              return (
                <StepRow
                  key={step.id}
                  step={step}
                  name={name}
                  open={open}
                  lines={open ? lines.slice(-most) : []}
                  more={lines.length > most || lines.length >= shownLines}
                  onToggle={() => setChosen((before) => new Map(before).set(step.id, !open))}
                />
              )
            })}
          </ul>
        </section>
      ))}
    </div>
  )
}

interface StepRowProps {
  readonly step: BuildStep
  readonly name: StepName
  readonly open: boolean
  readonly lines: readonly BuildLine[]
  readonly more: boolean
  readonly onToggle: () => void
}

function StepRow({ step, name, open, lines, more, onToggle }: StepRowProps): ReactNode {
  const [first = ''] = name.text.split('\n')
  return (
    <li>
      <button type="button" data-step className={css.step} aria-expanded={open} onClick={onToggle}>
        {open ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
        <StateDot look={stepLooks[step.state]} />
        <span className="visually-hidden">{t(`builds:stepStates.${step.state}`)}</span>
        {name.index !== null && name.of !== null && (
          <span className={css.count}>{t('builds:stepCount', { index: name.index, of: name.of })}</span>
        )}
        <span className={`mono clip ${css.instruction ?? ''}`} title={name.text}>
          {first}
        </span>
        {step.cached && <span className={css.cached}>{t('builds:cached')}</span>}
        {step.progress && <StepProgress progress={step.progress} />}
        <StepTime step={step} />
      </button>
      {open && (
        <div className={css.said}>
          {name.text.includes('\n') && <pre className={css.whole}>{name.text}</pre>}
          {step.error !== null && <p className={css.stepError}>{step.error}</p>}
          {more && <p className="dim">{t('builds:linesBefore')}</p>}
          {lines.length > 0 ? (
            <div
              className={css.lines}
              role="log"
              aria-live="off"
              aria-label={t('builds:lines', { step: first })}
              tabIndex={0}
            >
              {lines.map(({ text, time, stream }, index) => (
                <LogLine
                  key={index}
                  text={text}
                  time={time}
                  stream={stream}
                  showTime={false}
                  continued={false}
                  note={false}
                  source={0}
                  name={null}
                  pattern={null}
                  current={false}
                />
              ))}
            </div>
          ) : (
            step.error === null && <p className="dim">{t('builds:noLines')}</p>
          )}
        </div>
      )}
    </li>
  )
}

function StepProgress({ progress }: { progress: NonNullable<BuildStep['progress']> }): ReactNode {
  const { name, current, total } = progress
  return (
    <span className={css.progress}>
      {total !== null && total > 0 && (
        <Progress value={(100 * current) / total} size={4} w={64} aria-label={name} />
      )}
      <span className="dim">
        {total === null || total === 0
          ? current > 0
            ? bytes(current)
            : ''
          : t('jobs:bytesOf', { current: bytes(current), total: bytes(total) })}
      </span>
    </span>
  )
}

function StepTime({ step }: { step: BuildStep }): ReactNode {
  if (step.state === 'waiting') return null
  return (
    <span className={css.time}>
      {step.runningSince === null ? duration(step.ms) : <Ticking ms={step.ms} since={step.runningSince} />}
    </span>
  )
}

function Ticking({ ms, since }: { ms: number; since: string }): ReactNode {
  const now = useNow(1000)
  return duration(ms + Math.max(0, now - Date.parse(since)))
}
