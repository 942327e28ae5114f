import type { AfterRestart, RestartEffects } from '../../api/schema/engine-settings.ts'
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
  'at-engine-restart':
    'The running engine keeps its old value until it is restarted: "berth config set --apply" does that alone, "berth restart" the whole machine.',
  'at-once': '',
}

export function changeLines({ row, needsRestart }: SettingChange): string[] {
  const now = `${row.name} is ${valueText(row.value)}${row.isDefault ? ' (the default)' : ''}.`
  return needsRestart ? [now, needs[row.takesEffect]].filter(Boolean) : [now]
}

const fates: readonly (readonly [AfterRestart, string])[] = [
  ['runs-on', 'go on running'],
  ['comes-back', 'stop and come back by themselves'],
  ['may-come-back', 'stop and come back if that counts as a failure'],
  ['stays-stopped', 'stop and stay stopped'],
  ['is-removed', 'stop and are removed, for they were run with --rm'],
]

/** What a restart of the engine does to what runs. */
export function effectLines({ containers }: RestartEffects): string[] {
  if (containers.length === 0) return ['The engine restarts; no container runs.']
  return [
    `The engine restarts, with ${containers.length} running:`,
    ...fates.flatMap(([fate, words]) => {
      const names = containers.filter(({ then }) => then === fate).map(({ name }) => name)
      return names.length > 0 ? [`  ${names.length} ${words}: ${names.join(', ')}`] : []
    }),
  ]
}
