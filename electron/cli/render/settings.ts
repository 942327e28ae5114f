import type { SettingChange, SettingRow } from '../../api/schema/settings.ts'

/** A value as `config set` would take it. */
export function valueText(value: SettingRow['value']): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export function settingLines(rows: readonly SettingRow[]): string[] {
  const width = Math.max(...rows.map(({ name }) => name.length))
  const values = rows.map(({ value }) => valueText(value))
  const valueWidth = Math.min(24, Math.max(...values.map((value) => value.length)))
  return rows.map(({ name, isDefault, description }, at) => {
    const value = (values[at] ?? '').padEnd(valueWidth)
    return `${name.padEnd(width)}  ${value}  ${isDefault ? 'default' : 'set    '}  ${description}`
  })
}

const needs: Record<SettingRow['takesEffect'], string> = {
  'at-next-start': 'The running machine keeps its old value until "berth restart".',
  'at-engine-restart': 'The running engine keeps its old value until "berth restart".',
  'at-once': '',
}

export function changeLines({ row, needsRestart }: SettingChange): string[] {
  const now = `${row.name} is ${valueText(row.value)}${row.isDefault ? ' (the default)' : ''}.`
  return needsRestart ? [now, needs[row.takesEffect]].filter(Boolean) : [now]
}
