import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { BerthError } from '../../electron/base/errors.ts'
import { repository } from './hash.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const pin = z.strictObject({ version: z.string().min(1), sha256 })

const pinsSchema = z.strictObject({
  /** the image's own version */
  version: z.string(),
  alpine: z.strictObject({
    release: z.string(),
    package: z.string(),
    version: z.string(),
    x86_64: z.strictObject({ platform: z.string(), sha256 }),
    aarch64: z.strictObject({ platform: z.string(), sha256 }),
  }),
  debian: z.array(
    z.strictObject({
      name: z.string(),
      licence: z.string(),
      x86_64: pin,
      aarch64: pin,
    }),
  ),
})

/** Every part of the guest that is not built from go.mod, by name, version and hash: vm-assets/pins.json. */
export type Pins = z.infer<typeof pinsSchema>
export type DebianPin = Pins['debian'][number]

export const pinsFile = 'vm-assets/pins.json'

/** Packages that only a build needs: libraries to link against, and what stands before the kernel in a boot disk. */
export function isBuildOnly(pin: DebianPin): boolean {
  return pin.name.endsWith('-dev') || pin.name === 'systemd-boot-efi'
}

/** @throws BerthError when the file is not of that shape */
export function parsePins(text: string): Pins {
  const parsed = pinsSchema.safeParse(JSON.parse(text))
  if (parsed.success) return parsed.data
  throw new BerthError('image-missing', `${pinsFile} is not valid: ${z.prettifyError(parsed.error)}`, {
    hint: `Restore the file from the repository, or write it anew with scripts/assets/pin.ts.`,
  })
}

export async function readPins(): Promise<Pins> {
  return parsePins(await readFile(path.join(repository, pinsFile), 'utf8'))
}
