import { mkdir, mkdtemp, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isSameSocket, linkDefaultSocket, unlinkDefaultSocket } from './default-socket.ts'

let dir: string
let engine: string
let link: string
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-socket-'))
  engine = path.join(dir, 'engine.sock')
  link = path.join(dir, 'docker.sock')
})
afterEach(() => rm(dir, { recursive: true }))

it('links the socket once, started or not, and takes away what it linked', async () => {
  expect(await linkDefaultSocket(engine, link)).toEqual({ kind: 'linked' })
  expect(await readlink(link)).toBe(engine)
  expect(await linkDefaultSocket(engine, link)).toEqual({ kind: 'there' })
  expect(await unlinkDefaultSocket(engine, link)).toBe(true)
  expect(await unlinkDefaultSocket(engine, link)).toBe(false)
})

it('leaves what leads to another engine', async () => {
  await writeFile(link, '')
  await expect(linkDefaultSocket(engine, link)).rejects.toMatchObject({ code: 'conflict' })
  await rm(link)
  const other = path.join(dir, 'other.sock')
  await writeFile(other, '')
  await symlink(other, link)
  await expect(linkDefaultSocket(engine, link)).rejects.toThrow(other)
  expect(await unlinkDefaultSocket(engine, link)).toBe(false)
  expect(await readlink(link)).toBe(other)
})

it('takes the place of a link that leads nowhere, and says so', async () => {
  await symlink(path.join(dir, 'gone.sock'), link)
  const before = path.join(dir, 'gone.sock')
  expect(await linkDefaultSocket(engine, link)).toEqual({ kind: 'replaced', before })
  expect(await readlink(link)).toBe(engine)
})

it('names the command where this user may not', async () => {
  // Nobody may make files here, not even root.
  await expect(linkDefaultSocket(engine, '/sys/docker.sock')).rejects.toMatchObject({
    code: 'bad-input',
    hint: `Run: sudo ln -sfn '${engine}' /sys/docker.sock`,
  })
})

it('knows one socket by two names', async () => {
  await writeFile(engine, '')
  await symlink(engine, link)
  await mkdir(path.join(dir, 'other'))
  expect(await isSameSocket(engine, link)).toBe(true)
  expect(await isSameSocket(engine, path.join(dir, 'other'))).toBe(false)
  expect(await isSameSocket(engine, path.join(dir, 'none'))).toBe(false)
})
