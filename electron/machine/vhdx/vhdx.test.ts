import { execFile } from 'node:child_process'
import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { growVhdx, vhdxBytes } from './grow.ts'
import { checksum, MiB } from './layout.ts'
import { makeVhdx, writeVhdx } from './write.ts'

const GiB = 2 ** 30
const run = promisify(execFile)
let dir: string
let disk: string
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-vhdx-'))
  disk = path.join(dir, 'disk é.vhdx')
})
afterEach(() => rm(dir, { recursive: true }))

/** What another implementation of the format finds: QEMU's. Without it there is nothing to compare with. */
async function info(): Promise<{ format: string; 'virtual-size': number }> {
  const { stdout } = await run('qemu-img', ['info', '--output=json', disk])
  return JSON.parse(stdout) as never
}
const qemuIo = async (...commands: string[]): Promise<string> =>
  (await run('qemu-io', [...commands.flatMap((each) => ['-c', each]), '-f', 'vhdx', disk])).stdout

it('knows CRC-32C', () => {
  // RFC 3720, B.4: 32 bytes of zeros; the second word counts as zero in any case.
  expect(checksum(Buffer.alloc(32)).toString(16)).toBe('8a9136aa')
})

it.each([1, 5])('holds what is written into it, %d MiB, byte by byte', async (size) => {
  const content = Buffer.alloc(size * MiB - 700)
  content.write('berth-seed/version', 0)
  content.fill(7, content.length - 100)
  await writeVhdx(disk, content)
  expect(await info()).toMatchObject({ format: 'vhdx', 'virtual-size': size * MiB })
  const raw = path.join(dir, 'raw')
  await run('qemu-img', ['convert', '-f', 'vhdx', '-O', 'raw', disk, raw])
  expect((await readFile(raw)).equals(Buffer.concat([content, Buffer.alloc(700)]))).toBe(true)
  // Written anew over itself, and nothing else left in the folder.
  await writeVhdx(disk, content)
  await expect(stat(`${disk}.new`)).rejects.toThrow('ENOENT')
})

it('is made empty and small, is written beyond the first 4 GiB, and grows with what is on it', async () => {
  await makeVhdx(disk, 64 * GiB, 2048 * GiB)
  expect((await stat(disk)).size).toBeLessThan(32 * MiB)
  expect(await vhdxBytes(disk)).toBe(64 * GiB)
  await qemuIo('write -P 0x11 0 1M', 'write -P 0x22 63G 3M')
  await run('qemu-img', ['check', disk])

  await growVhdx(disk, 100 * GiB)
  expect(await vhdxBytes(disk)).toBe(100 * GiB)
  expect((await info())['virtual-size']).toBe(100 * GiB)
  await run('qemu-img', ['check', disk])
  const io = await qemuIo(
    'read -P 0x11 0 1M',
    'read -P 0x22 63G 3M',
    'read -P 0 99G 1M',
    'write -P 0x33 99G 2M',
    'read -P 0x33 99G 2M',
  )
  expect(io).not.toMatch(/verification failed/)
  await growVhdx(disk, 2048 * GiB)
  expect((await info())['virtual-size']).toBe(2048 * GiB)
  expect(await qemuIo('read -P 0x33 99G 2M')).not.toMatch(/verification failed/)
})

it('does not grow what it does not know, has no room for, or was not closed in order', async () => {
  await writeFile(disk, 'no disk')
  expect(await vhdxBytes(disk)).toBe(0)
  expect(await vhdxBytes(path.join(dir, 'none'))).toBe(0)
  await expect(growVhdx(disk, GiB)).rejects.toThrow('no VHDX')
  await makeVhdx(disk, GiB, 2 * GiB)
  await expect(growVhdx(disk, 4096 * GiB)).rejects.toThrow('no room')
  // A log that has not been played back: what a computer that lost its power leaves.
  const handle = await open(disk, 'r+')
  const header = Buffer.alloc(4096)
  await handle.read(header, 0, 4096, 128 * 1024)
  header.fill(1, 48, 64)
  header.writeUInt32LE(checksum(header), 4)
  await handle.write(header, 0, 4096, 128 * 1024)
  await handle.close()
  await expect(growVhdx(disk, 2 * GiB)).rejects.toThrow('not closed in order')
  expect(await vhdxBytes(disk)).toBe(GiB)
})
