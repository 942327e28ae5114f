import { SettingName, StoredSettings } from '../../api/schema/settings.ts'
import { BerthError } from '../../base/errors.ts'
import { readIfThere, writeAtomic } from '../files.ts'

/** The stored settings; none when there is no file. Rejects with `settings-invalid` that names what is wrong. */
export async function loadSettings(file: string): Promise<StoredSettings> {
  const text = await readIfThere(file)
  if (text === null) return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new BerthError('settings-invalid', `${file} is not valid JSON: ${why}`, {
      hint: 'Correct it, or delete it to go back to the defaults.',
      cause: error,
    })
  }
  return parseSettings(value, file)
}

/** Writes settings.json whole, for its owner alone. Validates first, so that nothing unreadable is ever stored. */
export async function saveSettings(file: string, settings: StoredSettings): Promise<void> {
  const checked = parseSettings(settings, 'the new settings')
  await writeAtomic(file, `${JSON.stringify(checked, null, 2)}\n`)
}

/** `value` as stored settings; throws `settings-invalid` with the offending name, its value and what is allowed. */
export function parseSettings(value: unknown, where: string): StoredSettings {
  const parsed = StoredSettings.safeParse(value)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues
  const unknown = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []))
  if (unknown.length > 0)
    throw new BerthError(
      'settings-invalid',
      `Unknown setting "${unknown.join('", "')}" in ${where}. Known are: ${SettingName.options.join(', ')}.`,
      { hint: `Correct the name, or take the line out of ${where}.` },
    )
  const said = issues.map((issue) => {
    const name = issue.path.map(String).join('.')
    return name === '' ? issue.message : `${name} ${shown(value, issue.path)}: ${issue.message}`
  })
  throw new BerthError('settings-invalid', `A setting in ${where} is not valid. ${said.join('; ')}.`, {
    hint: 'Run "berth config list" to see every setting and what it may be.',
  })
}

function shown(value: unknown, path: readonly PropertyKey[]): string {
  const found = path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  )
  return found === undefined ? '' : JSON.stringify(found).slice(0, 60)
}
