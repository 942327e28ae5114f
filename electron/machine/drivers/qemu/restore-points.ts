import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { BerthError, toBerthError } from '../../../base/errors.ts'
import type { RestorePoints } from '../../driver.ts'

/**
 * Restore points as qcow2's internal snapshots: they cost what is written after them, and nothing is copied. QEMU's own lock
 * refuses them while a machine has the disk. `img` gives qemu-img.
 */
export function qcow2Points(disk: string, img: (signal: AbortSignal) => Promise<string>): RestorePoints {
  const snapshot = async (words: readonly string[], signal: AbortSignal): Promise<void> => {
    try {
      await promisify(execFile)(await img(signal), ['snapshot', '-q', ...words, disk], { signal })
    } catch (error) {
      signal.throwIfAborted()
      const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
      throw new BerthError(
        'hypervisor-failed',
        `The restore point was refused: ${said || toBerthError(error).message}`,
        {
          hint: 'Is the data disk in use, or its file system full?',
          cause: error,
        },
      )
    }
  }
  return {
    make: (name, signal) => snapshot(['-c', name], signal),
    goBack: (name, signal) => snapshot(['-a', name], signal),
    remove: (name, signal) => snapshot(['-d', name], signal),
  }
}
