import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { everyNotice, mostMuted } from '../../api/schema/notices.ts'
import { silent } from '../../base/log.ts'
import type { Alarm } from './alarms.ts'
import { ChoicesFile, isWanted } from './choices.ts'

let dir: string
let file: string
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-notices-'))
  file = path.join(dir, 'notices.json')
})
afterEach(() => rm(dir, { recursive: true }))

const alarm: Alarm = { kind: 'died', id: 'c1', name: 'web', composeProject: 'shop', exitCode: 1, at: 'T' }

it('is everything at first, and keeps what is chosen over a restart', async () => {
  const choices = new ChoicesFile(file, silent)
  expect(await choices.get()).toEqual(everyNotice)
  await Promise.all([
    choices.setKind('oom', false),
    choices.mute({ container: 'web' }, true),
    choices.mute({ container: 'web' }, true),
    choices.mute({ project: 'shop' }, true),
    choices.mute({ container: 'db' }, true),
    choices.mute({ container: 'db' }, false),
  ])
  const again = await new ChoicesFile(file, silent).get()
  expect(again).toEqual({
    kinds: { died: true, oom: false, unhealthy: true },
    containers: ['web'],
    projects: ['shop'],
  })
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

it.each(['{"kinds":', '{"kinds":{"died":1}}', '[]'])('begins anew where the file is %j', async (text) => {
  await writeFile(file, text)
  expect(await new ChoicesFile(file, silent).get()).toEqual(everyNotice)
})

it('mutes only so many, and says so', async () => {
  const containers = Array.from({ length: mostMuted }, (_, n) => `c${n}`)
  await writeFile(file, JSON.stringify({ ...everyNotice, containers }))
  const choices = new ChoicesFile(file, silent)
  await expect(choices.mute({ container: 'more' }, true)).rejects.toMatchObject({ code: 'bad-input' })
  await choices.mute({ container: 'c7' }, false)
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ containers: { length: mostMuted - 1 } })
})

it('wants what is neither switched off nor muted', () => {
  expect(isWanted(everyNotice, alarm)).toBe(true)
  expect(isWanted({ ...everyNotice, kinds: { ...everyNotice.kinds, died: false } }, alarm)).toBe(false)
  expect(isWanted({ ...everyNotice, containers: ['web'] }, alarm)).toBe(false)
  expect(isWanted({ ...everyNotice, projects: ['shop'] }, alarm)).toBe(false)
  expect(isWanted({ ...everyNotice, projects: ['web'], containers: ['shop'] }, alarm)).toBe(true)
})
