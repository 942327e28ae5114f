import type { Exit } from '../../driver.ts'
import type { Program } from '../../process/last-words.ts'

/** QEMU's own words, and what they mean. */
export const qemu: Program = {
  name: 'QEMU',
  said: (line) => {
    const words = line.replace(/^\S*qemu-system-\S+?: /, '')
    return words.startsWith('warning:') ? null : words
  },
  meanings: [
    {
      pattern: /Failed to get "?(write|shared "write")"? lock|lock.*another process/i,
      code: 'conflict',
      message: 'The data disk is in use by another process.',
      hint: 'End the other machine that uses this disk (look for a qemu-system process), then start again.',
    },
    {
      pattern: /cannot set up guest memory|Cannot allocate memory/i,
      code: 'hypervisor-failed',
      message: 'There is not enough free memory for the machine.',
      hint: 'Close some programs, or give the machine less: "berth config set memoryMiB NUMBER".',
    },
    {
      pattern: /image is corrupt|qcow2: (?!.*lock)|not in qcow2 format|Could not open .*data\.qcow2/i,
      code: 'hypervisor-failed',
      message: 'The data disk could not be opened.',
      hint: 'Check it with "qemu-img check" on machine/data.qcow2 in the Berth folder. "berth reset" makes a new one and deletes all that is on it.',
    },
  ],
}

/** How a machine ended by QEMU's own reason (QAPI `ShutdownCause`); null for one that explains nothing. */
export function exitBy(cause: string): Exit | null {
  switch (cause) {
    case 'guest-shutdown':
      return { expected: true, reason: 'The guest powered itself off.' }
    case 'guest-reset':
      return { expected: true, reason: 'The guest asked for a reboot; the machine is off instead.' }
    case 'guest-panic':
      return { expected: false, reason: "The guest's kernel panicked." }
    default:
      return null
  }
}

/** The port chosen for the guest's sshd was taken between the choice and QEMU's use of it. */
export function isPortConflict(error: unknown): boolean {
  return error instanceof Error && /Could not set up host forwarding rule/.test(error.message)
}

/** QEMU itself refused the accelerator: not there, not permitted, not compiled in. */
export function isAcceleratorRefusal(error: unknown): boolean {
  return (
    error instanceof Error &&
    /\b(kvm|hvf|whpx)\b|invalid accelerator|accelerator .* not|hypervisor platform/i.test(error.message)
  )
}
