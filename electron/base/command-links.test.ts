import { mkdir, mkdtemp, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isInPath, linkCommand, unlinkCommand } from './command-links.ts'

let dir: string
let from: string
let folder: string
const program = async (file: string): Promise<void> => {
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, '', { mode: 0o755 })
}

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-links-'))
  from = path.join(dir, 'app', 'bin')
  folder = path.join(dir, 'home', '.local', 'bin')
  await program(path.join(from, 'berth'))
  await program(path.join(from, 'docker'))
})
afterEach(() => rm(dir, { recursive: true }))

it('links a command into a folder that is made for it, once', async () => {
  const link = path.join(folder, 'berth')
  expect(await linkCommand('berth', from, folder, '')).toEqual({ kind: 'linked', link })
  expect(await readlink(link)).toBe(path.join(from, 'berth'))
  expect(await linkCommand('berth', from, folder, '')).toEqual({ kind: 'there', link })
})

it('touches nothing of anybody else’s, not even a link that leads nowhere', async () => {
  await mkdir(folder, { recursive: true })
  await symlink('/nowhere', path.join(folder, 'berth'))
  expect(await linkCommand('berth', from, folder, '')).toMatchObject({ kind: 'not-ours' })
  expect(await unlinkCommand('berth', from, folder)).toBe(false)
  expect(await readlink(path.join(folder, 'berth'))).toBe('/nowhere')
})

it('leaves a docker of the computer’s in charge', async () => {
  const other = path.join(dir, 'usr', 'bin', 'docker')
  await program(other)
  const search = [path.dirname(other), folder].join(path.delimiter)
  expect(await linkCommand('docker', from, folder, search)).toEqual({ kind: 'other', command: other })
  expect(await linkCommand('docker', from, folder, folder)).toMatchObject({ kind: 'linked' })
})

it('says so when there is no such launcher', async () => {
  await rm(path.join(from, 'docker'))
  expect(await linkCommand('docker', from, folder, '')).toEqual({ kind: 'missing' })
})

it('takes its own link away', async () => {
  await linkCommand('berth', from, folder, '')
  expect(await unlinkCommand('berth', from, folder)).toBe(true)
  expect(await unlinkCommand('berth', from, folder)).toBe(false)
})

it('knows whether a folder is in the PATH', () => {
  expect(isInPath('/home/a/.local/bin', '/usr/bin:/home/a/.local/bin/')).toBe(true)
  expect(isInPath('/home/a/.local/bin', '/usr/bin')).toBe(false)
})

describe('on Windows', () => {
  it('makes a script that finds the launcher from where it lies, and takes it away', async () => {
    const app = path.join(dir, 'Programs', '100% Bärth', 'bin')
    await program(path.join(app, 'berth.cmd'))
    const link = path.join(folder, 'berth.cmd')
    expect(await linkCommand('berth', app, folder, '', 'scripts')).toEqual({ kind: 'linked', link })
    expect(await readFile(link, 'utf8')).toContain(
      '@"%~dp0../../../Programs/100%% Bärth/bin/berth.cmd" %*\r\n',
    )
    expect(await linkCommand('berth', app, folder, '', 'scripts')).toEqual({ kind: 'there', link })
    expect(await unlinkCommand('berth', app, folder, 'scripts')).toBe(true)
    expect(await unlinkCommand('berth', app, folder, 'scripts')).toBe(false)
  })

  it('touches no script of anybody else’s, and leaves a docker of the computer’s in charge', async () => {
    await program(path.join(from, 'berth.cmd'))
    await program(path.join(from, 'docker.cmd'))
    await program(path.join(folder, 'berth.cmd'))
    expect(await linkCommand('berth', from, folder, '', 'scripts')).toMatchObject({ kind: 'not-ours' })
    expect(await unlinkCommand('berth', from, folder, 'scripts')).toBe(false)
    const other = path.join(dir, 'Docker', 'docker.exe')
    await program(other)
    expect(await linkCommand('docker', from, folder, path.dirname(other), 'scripts')).toEqual({
      kind: 'other',
      command: other,
    })
  })
})
