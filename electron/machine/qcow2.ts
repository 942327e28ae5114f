import { execFile } from 'node:child_process'
import { open } from 'node:fs/promises'
import { promisify } from 'node:util'
import { z } from 'zod'
import { BerthError, isSystemError, toBerthError } from '../base/errors.ts'
import { prepareWhole } from './disk.ts'
import type { RestorePoints } from './driver.ts'

const Info = z.object({ 'virtual-size': z.number().int(), format: z.literal('qcow2') })
/** Gives the path of qemu-img. */
type Img = (signal: AbortSignal) => Promise<string>

/** Makes the data disk, or grows it: only its virtual size, it takes space as it fills. */
export function prepareQcow2(img: Img, disk: string, diskGiB: number, signal: AbortSignal): Promise<void> {
  const tool = (args: readonly string[]): Promise<string> => run(img, args, disk, signal)
  return prepareWhole(disk, diskGiB, {
    make: (fresh) => tool(['create', '-q', '-f', 'qcow2', fresh, `${diskGiB}G`]),
    bytes: async () =>
      Info.parse(JSON.parse(await tool(['info', '--output=json', '-f', 'qcow2', disk])))['virtual-size'],
    grow: () => tool(['resize', '-q', '-f', 'qcow2', disk, `${diskGiB}G`]),
  })
}

/**
 * Restore points as qcow2's internal snapshots: they cost what is written after them, and nothing is copied. QEMU's own lock
 * refuses them while a machine has the disk.
 */
export function qcow2Points(disk: string, img: Img): RestorePoints {
  const snapshot = async (option: string, name: string, signal: AbortSignal): Promise<void> => {
    await run(img, ['snapshot', '-q', option, name, disk], disk, signal)
  }
  return {
    make: (name, signal) => snapshot('-c', name, signal),
    goBack: (name, signal) => snapshot('-a', name, signal),
    remove: (name, signal) => snapshot('-d', name, signal),
  }
}

async function run(img: Img, args: readonly string[], disk: string, signal: AbortSignal): Promise<string> {
  try {
    return (await promisify(execFile)(await img(signal), args, { signal })).stdout
  } catch (error) {
    signal.throwIfAborted()
    throw error instanceof BerthError ? error : explained(error, disk)
  }
}

function explained(cause: unknown, disk: string): BerthError {
  const said =
    cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : toBerthError(cause).message
  const words = said.replace(/^qemu-img: /, '')
  if (/No space left on device/.test(words))
    return new BerthError('disk-full', `The host's disk is full: ${words}`, {
      hint: 'Free some space on the disk that holds the Berth folder, then start again.',
      cause,
    })
  if (/lock/.test(words))
    return new BerthError('conflict', `The data disk ${disk} is in use by another process.`, {
      hint: 'End the other machine that uses it (look for a qemu-system process), then start again.',
      cause,
    })
  return new BerthError('hypervisor-failed', `The data disk ${disk} cannot be used: ${words}`, {
    hint: 'Check it with "qemu-img check". "berth reset" makes a new one and deletes all that is on it.',
    cause,
  })
}

/** The disk's virtual size in bytes, 0 where there is none yet; from its header (docs/interop/qcow2.txt: bytes 24 to 31). */
export async function virtualBytes(disk: string): Promise<number> {
  const file = await open(disk, 'r').catch((error: unknown) => {
    if (isSystemError(error) && error.code === 'ENOENT') return null
    throw error
  })
  if (!file) return 0
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(32), 0, 32, 0)
    return bytesRead === 32 && buffer.toString('latin1', 0, 4) === 'QFI\xfb'
      ? Number(buffer.readBigUInt64BE(24))
      : 0
  } finally {
    await file.close()
  }
}
