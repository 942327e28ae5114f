import { constants, access } from 'node:fs/promises'
import { isSystemError } from '../../../base/errors.ts'
import type { Accelerator } from '../../../api/schema/settings.ts'
import type { Hardware } from './args.ts'

/** What an accelerator is called in a sentence. */
export const acceleratorNames: Readonly<Record<Hardware, string>> = {
  kvm: 'KVM',
  hvf: 'HVF',
  whpx: 'WHPX',
  tcg: 'TCG (emulation)',
}

/**
 * The accelerators to try, fastest first; emulation always works and ends the list. One that was asked for by name
 * is tried before it, whatever happened earlier.
 */
export function candidates(asked: Accelerator, platform: NodeJS.Platform): readonly Hardware[] {
  if (asked === 'tcg') return ['tcg']
  if (asked !== 'auto') return [asked, 'tcg']
  const own = ({ linux: 'kvm', darwin: 'hvf', win32: 'whpx' } as Partial<Record<NodeJS.Platform, Hardware>>)[
    platform
  ]
  return own ? [own, 'tcg'] : ['tcg']
}

/** Why an accelerator need not even be tried, as the rest of a sentence; null when it may work. */
export async function unusable(accelerator: Hardware, device = '/dev/kvm'): Promise<string | null> {
  if (accelerator !== 'kvm') return null
  try {
    await access(device, constants.R_OK | constants.W_OK)
    return null
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return `${device} is not there`
    return `${device} may not be opened by this user (being in the group "kvm" allows it)`
  }
}

/** The sentence for status: why this accelerator and no faster one. `refused` holds one clause per faster one. */
export function reasonFor(used: Hardware, asked: Accelerator, refused: readonly string[]): string {
  if (refused.length > 0) return `${acceleratorNames[used]} is used. ${refused.join('. ')}.`
  if (asked === used) return `${acceleratorNames[used]} is used: the settings ask for it.`
  if (used === 'tcg') return `${acceleratorNames[used]} is used: this system has no other.`
  return `${acceleratorNames[used]} is used: a guest printed under it.`
}
