import { execFile } from 'node:child_process'
import { open, rename, rm, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { z } from 'zod'
import { BerthError, isSystemError, toBerthError } from '../../../base/errors.ts'
import { checkDisk } from '../../settings/check.ts'

const Info = z.object({ 'virtual-size': z.number().int(), format: z.literal('qcow2') })
const GiB = 2 ** 30

/**
 * Makes the data disk, or grows it to `diskGiB`: only its virtual size, it takes space as it fills. Never shrinks
 * (`settings-invalid`), never overwrites. `img` is qemu-img.
 */
export async function prepareDisk(
  img: string,
  disk: string,
  diskGiB: number,
  signal: AbortSignal,
): Promise<'made' | 'grown' | 'kept'> {
  if (!(await exists(disk))) {
    await create(img, disk, diskGiB, signal)
    return 'made'
  }
  const info = await describe(img, disk, signal)
  checkDisk(diskGiB, info['virtual-size'])
  if (info['virtual-size'] === diskGiB * GiB) return 'kept'
  await run(img, ['resize', '-q', '-f', 'qcow2', disk, `${diskGiB}G`], disk, signal)
  return 'grown'
}

async function create(img: string, disk: string, diskGiB: number, signal: AbortSignal): Promise<void> {
  // Under another name until it is whole: a disk that is there is always a disk.
  const fresh = `${disk}.new`
  await rm(fresh, { force: true })
  try {
    await run(img, ['create', '-q', '-f', 'qcow2', fresh, `${diskGiB}G`], disk, signal)
    await rename(fresh, disk)
  } finally {
    await rm(fresh, { force: true })
  }
}

async function describe(img: string, disk: string, signal: AbortSignal): Promise<z.infer<typeof Info>> {
  const text = await run(img, ['info', '--output=json', '-f', 'qcow2', disk], disk, signal)
  return Info.parse(JSON.parse(text))
}

async function run(img: string, args: readonly string[], disk: string, signal: AbortSignal): Promise<string> {
  try {
    return (await promisify(execFile)(img, args, { signal })).stdout
  } catch (error) {
    signal.throwIfAborted()
    throw explained(error, disk)
  }
}

function explained(error: unknown, disk: string): BerthError {
  const said =
    error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : toBerthError(error).message
  const words = said.replace(/^qemu-img: /, '')
  if (/No space left on device/.test(words))
    return new BerthError('disk-full', `The host's disk is full: ${words}`, {
      hint: 'Free some space on the disk that holds the Berth folder, then start again.',
      cause: error,
    })
  if (/lock/.test(words))
    return new BerthError('conflict', `The data disk ${disk} is in use by another process.`, {
      hint: 'End the other machine that uses it (look for a qemu-system process), then start again.',
      cause: error,
    })
  return new BerthError('hypervisor-failed', `The data disk ${disk} cannot be used: ${words}`, {
    hint: 'Check it with "qemu-img check". "berth reset" makes a new one and deletes all that is on it.',
    cause: error,
  })
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return false
    throw error
  }
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
