import { EngineSettings, type EngineApplied } from '../../api/schema/engine-settings.ts'
import { SettingName, type SettingChange, type SettingRow } from '../../api/schema/settings.ts'
import { BerthError } from '../../base/errors.ts'
import { fromClientError } from '../../api/client/node.ts'
import type { Context } from '../context.ts'
import { changeLines, effectLines, settingLines, valueText } from '../render/settings.ts'
import { say, type Terminal } from '../terminal.ts'

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

/** Gives the running engine other settings at once: it is started anew with them, or goes on with those from before. */
export async function applyEngine(context: Context, name: string, text: string): Promise<number> {
  if (settingName(name) !== 'engine')
    throw new BerthError('bad-input', 'Only the engine’s settings can be applied to a running machine.', {
      hint: `Run "berth config set ${name} ${text}", then "berth restart".`,
    })
  const host = await context.hosts.find()
  if (!host) return setSetting(context, name, text)
  const engine = EngineSettings.safeParse(text === 'default' ? {} : readValue(text))
  if (!engine.success)
    throw new BerthError('settings-invalid', 'The engine’s settings are a JSON object.', {
      hint: 'As in: berth config set --apply engine \'{"debug":true}\'',
    })
  const { api } = host
  say(context.terminal, ...effectLines(await api.settings.engine.effects.query().catch(fail)))
  const applied = await api.settings.engine.applyNow.mutate({ engine: engine.data }).catch(fail)
  return sayApplied(context.terminal, applied)
}

function sayApplied(terminal: Terminal, applied: EngineApplied): number {
  switch (applied.outcome) {
    case 'applied':
      say(terminal, 'The engine runs with these settings.')
      return 0
    case 'saved':
      say(terminal, 'Saved. The machine does not run: the engine starts with them next time.')
      return 0
    case 'refused':
      throw new BerthError(
        'settings-invalid',
        `The engine does not accept these settings: ${applied.message}`,
        {
          hint: 'Correct what it names; nothing was changed.',
        },
      )
    case 'undone':
      say(terminal, ...applied.log)
      throw new BerthError('engine-failed', applied.message, { hint: applied.hint })
  }
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
