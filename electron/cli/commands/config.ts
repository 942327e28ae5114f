import { SettingName, type SettingChange, type SettingRow } from '../../api/schema/settings.ts'
import { BerthError } from '../../base/errors.ts'
import { fromClientError } from '../../api/client/node.ts'
import type { Context } from '../context.ts'
import { changeLines, settingLines, valueText } from '../render/settings.ts'
import { say } from '../terminal.ts'

export async function listSettings(context: Context, options: { json?: boolean }): Promise<number> {
  const rows = await allSettings(context)
  if (options.json) say(context.terminal, JSON.stringify(rows))
  else say(context.terminal, ...settingLines(rows))
  return 0
}

export async function getSetting(context: Context, name: string): Promise<number> {
  const known = settingName(name)
  const row = (await allSettings(context)).find((each) => each.name === known)
  if (row) say(context.terminal, valueText(row.value))
  return 0
}

/** `text`: JSON, or a word as it is; "default" puts the default back. */
export async function setSetting(context: Context, name: string, text: string): Promise<number> {
  const change = await changeSetting(context, settingName(name), text === 'default' ? null : readValue(text))
  say(context.terminal, ...changeLines(change))
  return 0
}

async function allSettings({ hosts }: Context): Promise<SettingRow[]> {
  const host = await hosts.find()
  if (!host) return hosts.ask({ kind: 'list-settings' })
  return host.api.settings.list.query().catch(fail)
}

async function changeSetting(
  { hosts }: Context,
  name: SettingName,
  value: JsonValue,
): Promise<SettingChange> {
  const host = await hosts.find()
  if (!host) return hosts.ask({ kind: 'set-setting', name, value })
  return host.api.settings.set.mutate({ name, value }).catch(fail)
}

function settingName(name: string): SettingName {
  const known = SettingName.safeParse(name)
  if (known.success) return known.data
  throw new BerthError('settings-invalid', `There is no setting "${name}".`, {
    hint: `Known are: ${SettingName.options.join(', ')}.`,
  })
}

type JsonValue = Parameters<HostSet>[0]['value']
type HostSet = Awaited<ReturnType<Context['hosts']['ensure']>>['api']['settings']['set']['mutate']

function readValue(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return text
  }
}

function fail(thrown: unknown): never {
  throw fromClientError(thrown)
}
