import { z } from 'zod'

export const VolumeUser = z.object({ id: z.string(), name: z.string(), running: z.boolean() })
export type VolumeUser = z.infer<typeof VolumeUser>

export const VolumeRow = z.object({
  /** a volume's name is its id */
  id: z.string(),
  driver: z.string(),
  mountpoint: z.string(),
  /** ISO 8601; null where the driver does not say */
  created: z.string().nullable(),
  labels: z.record(z.string(), z.string()),
  options: z.record(z.string(), z.string()),
  /** made by the engine for a container, which alone knows what it is for */
  anonymous: z.boolean(),
  /** containers that mount it, running or not */
  usedBy: z.array(VolumeUser),
})
export type VolumeRow = z.infer<typeof VolumeRow>

/** A name that the engine takes for a new volume (moby: daemon/volume, local driver). */
export const VolumeName = z
  .string()
  .max(255)
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_.-]+$/,
    'a volume is named by letters, digits, "_", "." and "-", two at least',
  )

const words = z.record(z.string().min(1).max(256), z.string().max(4096))

export const NewVolume = z.object({
  /** null: the engine makes one up */
  name: VolumeName.nullable(),
  driver: z
    .string()
    .max(255)
    .regex(/^[A-Za-z0-9][A-Za-z0-9_./:-]*$/, 'not the name of a driver')
    .default('local'),
  options: words.default({}),
  labels: words.default({}),
})
export type NewVolume = z.infer<typeof NewVolume>

/** Bytes by the names of volumes; a volume whose driver does not tell is left out. */
export const VolumeSizes = z.record(z.string(), z.number())
export type VolumeSizes = z.infer<typeof VolumeSizes>
