import { readFile } from 'node:fs/promises'
import { BerthError } from '../../../base/errors.ts'
import type { Ending } from './process.ts'

/** The end of what QEMU wrote to its log, without the program's name before each line. */
export async function lastWords(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '')
  const lines = text
    .split('\n')
    .map((line) => line.replace(/^\S*qemu-system-\S+?: /, '').trim())
    .filter((line) => line !== '' && !line.startsWith('warning:'))
  return lines.slice(-3).join(' ').slice(-500)
}

/** "with exit code 1", "by signal SIGKILL": how it ended, as the end of a sentence. */
export function howItEnded(ending: Ending): string {
  if (ending.signal) return `by signal ${ending.signal}`
  return ending.code === null ? 'for a reason not known' : `with exit code ${ending.code}`
}

/** What QEMU's word means for its user. */
interface Meaning {
  readonly pattern: RegExp
  readonly code: 'hypervisor-failed' | 'conflict'
  readonly message: string
  readonly hint: string
}

const meanings: readonly Meaning[] = [
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
]

/** Why a QEMU that ended before it could be used did so. */
export function earlyEnd(ending: Ending, words: string): BerthError {
  const known = meanings.find(({ pattern }) => pattern.test(words))
  const said = words === '' ? '' : ` QEMU said: ${words}`
  if (known) return new BerthError(known.code, `${known.message}${said}`, { hint: known.hint })
  return new BerthError('hypervisor-failed', `QEMU ended at once ${howItEnded(ending)}.${said}`, {
    hint: 'Look at machine/hypervisor.log in the Berth folder for all that QEMU said.',
  })
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
