import { mkdtemp, readlink, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { pathsOf, pipePrefix, type Paths } from '../../base/paths.ts'
import type { Context } from '../context.ts'
import { addSocket, removeSocket } from './socket.ts'

let dir: string
let paths: Paths
let said: PassThrough
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-cli-socket-'))
  paths = pathsOf(dir)
  said = new PassThrough()
})
afterEach(() => rm(dir, { recursive: true }))
const context = (): Context =>
  ({ paths, terminal: { output: said, errors: said, env: {} } }) as unknown as Context
const words = (): string => String(said.read())

it('links and unlinks, and says what a restart of the computer does to it', async () => {
  const link = path.join(dir, 'docker.sock')
  expect(await addSocket(context(), link)).toBe(0)
  expect(words()).toMatch(/leads to this engine now\.\n.*add it again/)
  expect(await readlink(link)).toBe(paths.run.engineSocket)
  await addSocket(context(), link)
  expect(words()).toBe(`${link} leads to this engine already.\n`)
  await removeSocket(context(), link)
  expect(words()).toBe(`${link} is gone.\n`)
  await removeSocket(context(), link)
  expect(words()).toContain("is no link of Berth's")
})

it('is refused where the engine has a pipe', async () => {
  paths = { ...paths, run: { ...paths.run, engineSocket: `${pipePrefix}docker_engine` } }
  await expect(addSocket(context())).rejects.toMatchObject({ code: 'bad-input' })
})
