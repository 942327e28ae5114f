import type { ReactNode } from 'react'
import { t } from '../i18n/index.ts'
import { bytes } from '../lib/format.ts'
import css from './SizedList.module.css'

interface SizedListProps {
  readonly label: string
  readonly rows: readonly {
    readonly id: string
    readonly name: string
    /** undefined: not known */
    readonly bytes: number | undefined
  }[]
}

/** What goes, each by its name and size. */
export function SizedList({ label, rows }: SizedListProps): ReactNode {
  return (
    <ul className={css.list} aria-label={label} tabIndex={0}>
      {rows.map((row) => (
        <li key={row.id}>
          <span className="clip" title={row.name}>
            {row.name}
          </span>
          <span className="dim">
            {row.bytes === undefined ? t('components:sizeUnknown') : bytes(row.bytes)}
          </span>
        </li>
      ))}
    </ul>
  )
}
