import { Checkbox } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'
import css from './Migration.module.css'
import type { Kind, Row } from './selection.ts'

interface GroupProps {
  readonly kind: Kind
  readonly rows: readonly Row[]
  readonly selected: ReadonlySet<string>
  readonly onSelect: (names: ReadonlySet<string>) => void
}

/** Objects of one kind with their sizes; what is there already cannot be chosen. */
export function Group({ kind, rows, selected, onSelect }: GroupProps): ReactNode {
  const open = rows.filter(({ there }) => !there)
  const all = open.length > 0 && open.every(({ id }) => selected.has(id))
  const some = open.some(({ id }) => selected.has(id))
  const toggle = (id: string): void => {
    const next = new Set(selected)
    if (!next.delete(id)) next.add(id)
    onSelect(next)
  }
  return (
    <fieldset className={css.group}>
      <legend>{t(`migration:kind.${kind}`)}</legend>
      {rows.length === 0 && <p className="dim">{t('migration:nothing')}</p>}
      {rows.length > 0 && (
        <Checkbox
          label={t('migration:all', { count: open.length })}
          checked={all}
          indeterminate={some && !all}
          disabled={open.length === 0}
          onChange={() => onSelect(new Set(all ? [] : open.map(({ id }) => id)))}
        />
      )}
      <ul className={css.rows}>
        {rows.map((row) => (
          <li key={row.id}>
            <Checkbox
              label={row.id}
              checked={selected.has(row.id)}
              disabled={row.there}
              onChange={() => toggle(row.id)}
            />
            <span className={css.about}>{row.there ? t('migration:there') : about(row)}</span>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

function about(row: Row): string {
  if ('image' in row) return row.running ? t('migration:running', { image: row.image }) : row.image
  return row.bytes === null ? t('migration:unknown') : bytes(row.bytes)
}
