import { Autocomplete, Button, Checkbox, Input, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useRef, type ReactNode } from 'react'
import type { RunSpec } from '../../../electron/api/schema/run-spec.ts'
import { IconButton } from '../../components/IconButton.tsx'
import { t } from '../../i18n/index.ts'
import { useIsShown, useRunForm, type RowsKey } from './form.ts'
import css from './Run.module.css'

type Row<Key extends RowsKey> = RunSpec[Key][number]

export interface Column<Key extends RowsKey> {
  readonly key: keyof Row<Key> & string
  readonly label: string
  /** of the grid: "1fr", "96px" */
  readonly width: string
  readonly placeholder?: string
  /** a yes or no */
  readonly yesNo?: boolean
  /** one of these */
  readonly choices?: readonly { readonly value: string; readonly label: string }[]
  /** these, or anything */
  readonly options?: readonly string[]
  /** may hold line ends */
  readonly area?: boolean
}

interface RowsProps<Key extends RowsKey> {
  readonly name: Key
  readonly columns: readonly Column<Key>[]
  readonly blank: Row<Key>
  readonly hint?: string
  /** buttons beside "Add" */
  readonly actions?: ReactNode
}

/** A list of the spec's, each entry a row of fields. */
export function Rows<Key extends RowsKey>({
  name,
  columns,
  blank,
  hint,
  actions,
}: RowsProps<Key>): ReactNode {
  const { spec, set, errorAt } = useRunForm()
  const isShown = useIsShown(name)
  const box = useRef<HTMLFieldSetElement>(null)
  const rows = spec[name] as Row<Key>[]
  const key: RowsKey = name
  const list = t(`run:field.${key}`)
  const put = (next: readonly Row<Key>[]): void => set(name, next as RunSpec[Key])
  const add = (): void => {
    put([...rows, blank])
    // The first field of the new row, once it is there.
    requestAnimationFrame(() =>
      box.current?.querySelector<HTMLElement>('[data-row]:last-of-type input')?.focus(),
    )
  }
  const grid = { gridTemplateColumns: `${columns.map(({ width }) => width).join(' ')} 28px` }
  if (!isShown) return null
  const error = errorAt(name)
  return (
    <fieldset ref={box} className={css.rows}>
      <legend className={css.legend}>{list}</legend>
      {rows.length > 0 && (
        <div className={css.row} style={grid} aria-hidden>
          {columns.map(({ key, label }) => (
            <span key={key} className={css.columnName}>
              {label}
            </span>
          ))}
        </div>
      )}
      {rows.map((row, index) => (
        <div key={index} className={css.row} style={grid} data-row>
          {columns.map((column) => (
            <Cell
              key={column.key}
              name={name}
              column={column}
              row={index}
              value={row[column.key] as string | boolean}
              onChange={(value) =>
                put(rows.map((one, at) => (at === index ? { ...one, [column.key]: value } : one)))
              }
            />
          ))}
          <IconButton
            label={t('run:actions.removeRow', { row: index + 1, list })}
            icon={IconX}
            onClick={() => put(rows.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <div className={css.rowActions}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} />}
          aria-label={t('run:actions.addTo', { list })}
          onClick={add}
        >
          {t('run:actions.add')}
        </Button>
        {actions}
        {hint && <span className="dim">{hint}</span>}
        {error !== undefined && <Input.Error>{error}</Input.Error>}
      </div>
    </fieldset>
  )
}

interface CellProps<Key extends RowsKey> {
  readonly name: Key
  readonly column: Column<Key>
  readonly row: number
  readonly value: string | boolean
  readonly onChange: (value: string | boolean) => void
}

function Cell<Key extends RowsKey>({ name, column, row, value, onChange }: CellProps<Key>): ReactNode {
  const { errorAt, touch } = useRunForm()
  const path = `${name}.${row}.${column.key}`
  const label = t('run:cell', { column: column.label, row: row + 1 })
  if (column.yesNo)
    return (
      <Checkbox
        className={css.cellSwitch ?? ''}
        aria-label={label}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    )
  if (column.choices)
    return (
      <NativeSelect
        size="xs"
        aria-label={label}
        data={[...column.choices]}
        value={String(value)}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  const common = {
    size: 'xs',
    'aria-label': label,
    placeholder: column.placeholder,
    value: String(value),
    error: errorAt(path),
    spellCheck: false,
    autoComplete: 'off',
    onBlur: () => touch(path),
  }
  if (column.options)
    return (
      <Autocomplete
        openOnFocus={false}
        {...common}
        data={[...column.options]}
        limit={50}
        onChange={onChange}
      />
    )
  if (column.area)
    return (
      <Textarea
        {...common}
        autosize
        minRows={1}
        maxRows={6}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  return <TextInput {...common} onChange={(event) => onChange(event.currentTarget.value)} />
}
