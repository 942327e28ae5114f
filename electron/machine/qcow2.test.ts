import { execFile } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { qcow2Points } from './qcow2.ts'

const run = promisify(execFile)
const never = new AbortController().signal
let dir: string
let disk: string
const points = (): ReturnType<typeof qcow2Points> => qcow2Points(disk, async () => 'qemu-img')
const write = (pattern: number): Promise<unknown> =>
  run('qemu-io', ['-f', 'qcow2', '-c', `write -P ${pattern} 0 1M`, disk])
/** What the disk holds: qemu-io fails when it is another pattern. */
const holds = async (pattern: number): Promise<boolean> =>
  !(await run('qemu-io', ['-f', 'qcow2', '-c', `read -P ${pattern} 0 1M`, disk])).stdout.includes('failed')
const names = async (): Promise<string[]> => {
  const { stdout } = await run('qemu-img', ['info', '--output=json', disk])
  return ((JSON.parse(stdout) as { snapshots?: { name: string }[] }).snapshots ?? []).map(({ name }) => name)
}

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-points-'))
  disk = path.join(dir, 'data.qcow2')
  await run('qemu-img', ['create', '-q', '-f', 'qcow2', disk, '64M'])
})
afterEach(() => rm(dir, { recursive: true }))

it('goes back to what the disk held, as often as it is asked', async () => {
  await write(1)
  const { size } = await stat(disk)
  await points().make('0.1.0+abc', never)
  expect((await stat(disk)).size - size).toBeLessThan(1_000_000)
  for (const pattern of [2, 3]) {
    await write(pattern)
    expect(await holds(pattern)).toBe(true)
    await points().goBack('0.1.0+abc', never)
    expect(await holds(1)).toBe(true)
  }
})

it('goes back over a disk that grew meanwhile', async () => {
  await write(1)
  await points().make('small', never)
  await run('qemu-img', ['resize', '-q', '-f', 'qcow2', disk, '128M'])
  await write(2)
  await points().goBack('small', never)
  expect(await holds(1)).toBe(true)
})

it('removes one, and leaves the disk as it is', async () => {
  await points().make('one', never)
  await write(2)
  await points().remove('one', never)
  expect(await names()).toEqual([])
  expect(await holds(2)).toBe(true)
})

it('says in words why it cannot', async () => {
  await expect(points().goBack('nothing', never)).rejects.toMatchObject({
    code: 'hypervisor-failed',
    message: expect.stringMatching(/nothing/) as string,
  })
})
