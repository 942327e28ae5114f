import { z } from 'zod'
import { EngineSettings } from './engine-settings.ts'
import { PublishTo } from './ports.ts'
import { SharedFolders } from './shared-folders.ts'

/** Hard limits of what a machine can be given, whatever the computer; the computer's own are checked by the machine room. */
export const limits = {
  cpus: { min: 1, max: 64 },
  memoryMiB: { min: 1024, max: 262_144 },
  diskGiB: { min: 8, max: 2048 },
} as const

const whole = (range: { min: number; max: number }): z.ZodNumber =>
  z.number().int().min(range.min).max(range.max)

export const Accelerator = z.enum(['auto', 'kvm', 'hvf', 'whpx', 'tcg'])
export type Accelerator = z.infer<typeof Accelerator>

/** What happens to a running machine when the app is quit. */
export const OnQuit = z.enum(['suspend', 'stop', 'ask'])
export type OnQuit = z.infer<typeof OnQuit>

/** How the page looks, and with it what the desktop app shows around it. */
export const Appearance = z.enum(['auto', 'light', 'dark'])
export type Appearance = z.infer<typeof Appearance>

/** What the page speaks; `auto` is as the browser or the system says. */
export const PageLanguage = z.enum(['auto', 'en', 'de'])
export type PageLanguage = z.infer<typeof PageLanguage>

export const UpdateChannel = z.enum(['stable', 'beta'])
export type UpdateChannel = z.infer<typeof UpdateChannel>

const ofMachine = z.strictObject({
  cpus: whole(limits.cpus),
  memoryMiB: whole(limits.memoryMiB),
  diskGiB: whole(limits.diskGiB),
  accelerator: Accelerator,
  /** goes into the guest's /etc/docker/daemon.json, over Berth's own defaults */
  engine: EngineSettings,
  /** folders of this computer that are mounted in the guest under the same path, where the driver can do that */
  sharedFolders: SharedFolders,
  /** programs made for Intel are run by Rosetta, where the driver has it */
  rosetta: z.boolean(),
})

const ofApp = z.strictObject({
  /** Berth starts when its user logs in, hidden in the tray */
  atLogin: z.boolean(),
  onQuit: OnQuit,
  /** who reaches what containers publish to everybody */
  publishTo: PublishTo,
  appearance: Appearance,
  language: PageLanguage,
  updateChannel: UpdateChannel,
  /** updates are looked for and fetched by themselves; they are never installed unasked */
  updateAutomatic: z.boolean(),
})

/** What is kept in settings.json: only what differs from the defaults. Unknown names are errors, never ignored. */
export const StoredSettings = ofMachine.extend(ofApp.shape).partial()
export type StoredSettings = z.infer<typeof StoredSettings>

/** What a machine is made of, with every default filled in. */
export const Settings = ofMachine
export type Settings = z.infer<typeof Settings>

/** Settings as some earlier version may have noted them of a machine that still runs. */
export const NotedSettings = ofMachine.extend({
  sharedFolders: SharedFolders.default([]),
  rosetta: z.boolean().default(false),
})

/** How the app behaves around the machine, with every default filled in. The desktop shell obeys it. */
export const AppSettings = ofApp
export type AppSettings = z.infer<typeof AppSettings>

export const appDefaults: AppSettings = {
  atLogin: false,
  onQuit: 'suspend',
  publishTo: 'this-computer',
  appearance: 'auto',
  language: 'auto',
  updateChannel: 'stable',
  updateAutomatic: true,
}

export const SettingName = z.enum([
  'cpus',
  'memoryMiB',
  'diskGiB',
  'accelerator',
  'engine',
  'sharedFolders',
  'rosetta',
  'atLogin',
  'onQuit',
  'publishTo',
  'appearance',
  'language',
  'updateChannel',
  'updateAutomatic',
])
export type SettingName = z.infer<typeof SettingName>

export const SettingRow = z.object({
  name: SettingName,
  value: z.json(),
  isDefault: z.boolean(),
  /** what must happen before a change counts */
  takesEffect: z.enum(['at-next-start', 'at-engine-restart', 'at-once']),
  description: z.string(),
})
export type SettingRow = z.infer<typeof SettingRow>

/** The app's settings among all, as `settings.list` and `settings.watch` tell them. */
export function appSettingsOf(rows: readonly SettingRow[]): AppSettings {
  return AppSettings.parse(
    Object.fromEntries(rows.flatMap(({ name, value }) => (name in appDefaults ? [[name, value]] : []))),
  )
}

/** What `config set` answers: the row as it is now, and whether the running machine still has the old value. */
export const SettingChange = z.object({ row: SettingRow, needsRestart: z.boolean() })
export type SettingChange = z.infer<typeof SettingChange>
