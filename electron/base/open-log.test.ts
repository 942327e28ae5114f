import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLog } from './open-log.ts'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-log-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

test('lines are JSON with a time and a level in words, and hold no secret', async () => {
  const file = path.join(dir, 'host.log')
  const log = openLog(file)
  log.info(
    { port: 1, token: 's3cret', request: { cookie: 's3cret', headers: { authorization: 's3cret' } } },
    'heard',
  )
  log.child({ room: 'guest' }).warn({ privateKey: 's3cret' }, 'odd')
  log.debug({}, 'not at this level')
  const text = await readFile(file, 'utf8')
  expect(text).not.toContain('s3cret')
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatchObject({
    level: 'info',
    msg: 'heard',
    port: 1,
    time: expect.stringMatching(/^\d{4}-/) as string,
  })
  expect(lines[1]).toMatchObject({ level: 'warn', room: 'guest' })
})
