import { spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { listenPrivately } from './listen.ts'

let folder = ''
const servers: Server[] = []

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'berth-listen-'))
})

afterEach(async () => {
  for (const server of servers.splice(0)) server.close()
  await rm(folder, { recursive: true, force: true })
})

async function listen(socketPath: string): Promise<Server> {
  const server = createServer((socket) => socket.end())
  servers.push(server)
  await listenPrivately(server, socketPath)
  return server
}

function connects(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath)
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
    socket.resume()
  })
}

/** A socket file whose listener was killed. */
async function leaveStale(socketPath: string): Promise<void> {
  const script = `require('net').createServer().listen(process.argv[1], () => console.log('up'))`
  const child = spawn(process.execPath, ['-e', script, socketPath], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  const exited = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await exited
}

it('replaces a socket that nobody listens on any more', async () => {
  const at = path.join(folder, 'docker.sock')
  await leaveStale(at)
  expect((await stat(at)).isSocket()).toBe(true)
  await listen(at)
  expect(await connects(at)).toBe(true)
})

it('leaves a socket alone that somebody listens on', async () => {
  const at = path.join(folder, 'docker.sock')
  await listen(at)
  await expect(listen(at)).rejects.toMatchObject({ code: 'conflict' })
  expect(await connects(at)).toBe(true)
})

it('leaves a file alone that is no socket', async () => {
  const at = path.join(folder, 'docker.sock')
  await writeFile(at, 'mine')
  await expect(listen(at)).rejects.toMatchObject({ code: 'conflict' })
})

it('makes a folder private that was open to others', async () => {
  const open = path.join(folder, 'run')
  await mkdir(open)
  await chmod(open, 0o755)
  await listen(path.join(open, 'docker.sock'))
  expect((await stat(open)).mode & 0o777).toBe(0o700)
})

it('does not follow a link in the place of its folder', async () => {
  const elsewhere = path.join(folder, 'elsewhere')
  await mkdir(elsewhere)
  await symlink(elsewhere, path.join(folder, 'run'))
  const listening = listen(path.join(folder, 'run', 'docker.sock'))
  await expect(listening).rejects.toMatchObject({ code: 'home-unusable' })
})

it('says so when the folder cannot be made', async () => {
  await writeFile(path.join(folder, 'file'), '')
  const listening = listen(path.join(folder, 'file', 'docker.sock'))
  await expect(listening).rejects.toMatchObject({ code: 'home-unusable' })
})

it('leaves the umask as it was', async () => {
  const before = process.umask(0o027)
  await listen(path.join(folder, 'docker.sock'))
  expect(process.umask(before)).toBe(0o027)
})
