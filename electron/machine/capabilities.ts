import { BerthError } from '../base/errors.ts'
import type { Driver, MachineSpec } from './driver.ts'

/** Refuses, in a sentence, a machine that asks for what its driver cannot do. */
export function refuseUnable(
  { name, capabilities }: Pick<Driver, 'name' | 'capabilities'>,
  spec: MachineSpec,
): void {
  const refused = (what: string): BerthError =>
    new BerthError('bad-input', `The driver "${name}" cannot ${what}.`, {
      hint: 'Start the machine without it.',
    })
  if (spec.shares?.length && !capabilities.shares)
    throw refused('share folders of this computer with the guest')
  if (spec.rosetta && !capabilities.rosetta) throw refused("run Intel programs by Apple's Rosetta")
}
