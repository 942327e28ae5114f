import { z } from 'zod'
import { Accelerator } from '../../api/schema/settings.ts'

/** An accelerator that can be asked for by name. */
export type Hardware = Exclude<Accelerator, 'auto'>

/** What a machine runs under: `vz` and `hyperv` come with their drivers and are not asked for by name. */
export const UsedAccelerator = z.enum([...Accelerator.exclude(['auto']).options, 'vz', 'hyperv'])
export type UsedAccelerator = z.infer<typeof UsedAccelerator>

/** What an accelerator is called in a sentence. */
export const acceleratorNames: Readonly<Record<UsedAccelerator, string>> = {
  kvm: 'KVM',
  hvf: 'HVF',
  whpx: 'WHPX',
  tcg: 'TCG (emulation)',
  vz: 'Virtualization.framework',
  hyperv: 'Hyper-V',
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

/** The sentence for status: why this accelerator and no faster one. `refused` holds one clause per faster one. */
export function reasonFor(used: Hardware, asked: Accelerator, refused: readonly string[]): string {
  if (refused.length > 0) return `${acceleratorNames[used]} is used. ${refused.join('. ')}.`
  if (asked === used) return `${acceleratorNames[used]} is used: the settings ask for it.`
  if (used === 'tcg') return `${acceleratorNames[used]} is used: this system has no other.`
  return `${acceleratorNames[used]} is used: a guest printed under it.`
}
