import { z } from 'zod'
import { EngineSettings } from './engine-settings.ts'

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

/** What is kept in settings.json: only what differs from the defaults. Unknown names are errors, never ignored. */
export const StoredSettings = z.strictObject({
  cpus: whole(limits.cpus).optional(),
  memoryMiB: whole(limits.memoryMiB).optional(),
  diskGiB: whole(limits.diskGiB).optional(),
  accelerator: Accelerator.optional(),
  /** goes into the guest's /etc/docker/daemon.json, over Berth's own defaults */
  engine: EngineSettings.optional(),
})
export type StoredSettings = z.infer<typeof StoredSettings>

/** Settings with every default filled in. */
export const Settings = StoredSettings.required()
export type Settings = z.infer<typeof Settings>

export const SettingName = z.enum(['cpus', 'memoryMiB', 'diskGiB', 'accelerator', 'engine'])
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

/** What `config set` answers: the row as it is now, and whether the running machine still has the old value. */
export const SettingChange = z.object({ row: SettingRow, needsRestart: z.boolean() })
export type SettingChange = z.infer<typeof SettingChange>
