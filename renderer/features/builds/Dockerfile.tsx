import { useEffect, useRef, type ReactNode } from 'react'
import type { FailedLines } from '../../../electron/api/schema/builds.ts'
import { t } from '../../i18n/index.ts'
import css from './Builds.module.css'

interface NumberedLine {
  readonly line: number
  readonly text: string
  readonly failed: boolean
}

/** A Dockerfile, with the lines marked that a build failed at. */
export function Dockerfile({
  name,
  text,
  failed,
}: {
  name: string
  text: string
  failed: FailedLines | null
}): ReactNode {
  const bad = new Set(failed?.lines.filter((line) => line.failed).map(({ line }) => line))
  const lines = text
    .replace(/\n$/, '')
    .split('\n')
    .map((line, index) => ({ line: index + 1, text: line, failed: bad.has(index + 1) }))
  return <Lines label={name} lines={lines} />
}

/** The lines around the place that a build failed at. */
export function FailedPlace({ failed }: { failed: FailedLines }): ReactNode {
  return <Lines label={failed.file} lines={failed.lines} />
}

function Lines({ label, lines }: { label: string; lines: readonly NumberedLine[] }): ReactNode {
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    list.current?.querySelector('[data-failed]')?.scrollIntoView({ block: 'center' })
  }, [])
  return (
    <ol ref={list} className={css.code} aria-label={label} tabIndex={0}>
      {lines.map(({ line, text, failed }) => (
        <li key={line} data-failed={failed || undefined}>
          <span className={css.lineNumber} aria-label={t('builds:line', { line })}>
            {line}
          </span>
          <span className={css.lineMark} aria-hidden>
            {failed ? '›' : ' '}
          </span>
          {failed && <span className="visually-hidden">{t('builds:failedLine')}</span>}
          <code>{text === '' ? ' ' : text}</code>
        </li>
      ))}
    </ol>
  )
}
