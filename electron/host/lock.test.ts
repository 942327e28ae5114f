import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeLock } from './lock.ts'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth lock é '))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

test('one holder at a time, the next after its release', () => {
  const file = path.join(dir, 'host.lock')
  const first = takeLock(file)
  expect(first).not.toBeNull()
  expect(takeLock(file)).toBeNull()
  first?.release()
  const second = takeLock(file)
  expect(second).not.toBeNull()
  second?.release()
})

test('a holder that is killed leaves nothing behind', async () => {
  const file = path.join(dir, 'host.lock')
  const holder = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { takeLock } from ${JSON.stringify(path.join(import.meta.dirname, 'lock.ts'))}
       const lock = takeLock(${JSON.stringify(file)})
       process.stdout.write(lock ? 'held' : 'busy')
       setInterval(() => lock, 1000)`,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const [said] = (await once(holder.stdout, 'data')) as [Buffer]
  expect(said.toString()).toBe('held')
  expect(takeLock(file)).toBeNull()
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  const lock = takeLock(file)
  expect(lock).not.toBeNull()
  expect(await readdir(dir)).toEqual(['host.lock'])
  lock?.release()
})

test('a place where no lock can be made is an error, not "busy"', () => {
  expect(() => takeLock(path.join(dir, 'missing', 'host.lock'))).toThrow()
})
