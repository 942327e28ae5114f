import { gib, failed, ok, warning, type Finding } from './finding.ts'

export interface MemoryFacts {
  /** what the machine is given, in MiB */
  readonly machineMiB: number
  readonly defaultMiB: number
  readonly computerMiB: number
  /** what this computer could give now, in MiB */
  readonly freeMiB: number
  /** the machine has its memory already */
  readonly runs: boolean
}

/** Memory that is left for all else; under it a computer begins to swap. */
const spareMiB = 512

const size = (mib: number): string => gib(mib * 2 ** 20)

export function judgeMemory(facts: MemoryFacts): Finding {
  const { machineMiB, defaultMiB, computerMiB, freeMiB, runs } = facts
  const fix =
    defaultMiB < machineMiB
      ? ({
          kind: 'action',
          action: 'default-memory',
          command: 'berth config set memoryMiB default',
        } as const)
      : null
  if (machineMiB > computerMiB)
    return failed(
      `The machine is set to have ${size(machineMiB)}, more than this computer has (${size(computerMiB)}).`,
      `Give it less; the default here is ${size(defaultMiB)}.`,
      fix,
    )
  if (machineMiB > computerMiB * 0.75)
    return warning(
      `The machine is set to have ${size(machineMiB)} of this computer's ${size(computerMiB)}: little is left for all else.`,
      `Give it less; the default here is ${size(defaultMiB)}.`,
      fix,
    )
  if (!runs && freeMiB < machineMiB + spareMiB)
    return warning(
      `Only ${size(freeMiB)} of memory is free, and the machine may take ${size(machineMiB)}.`,
      'Close what you do not need, or give the machine less.',
      fix,
    )
  return ok(`The machine may take ${size(machineMiB)} of this computer's ${size(computerMiB)}.`)
}
