import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { BerthError } from '../../base/errors.ts'
import { silent } from '../../base/log.ts'
import { TransferDesk } from './transfer-desk.ts'

let now = 0
let desk: TransferDesk
let server: http.Server
let origin = ''

beforeEach(async () => {
  now = 0
  desk = new TransferDesk(silent, () => now)
  server = http.createServer((request, response) => void desk.answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const text = (value: string): Parameters<TransferDesk['download']>[0] => ({
  name: 'übersicht "1".txt',
  type: 'text/plain',
  bytes: Buffer.byteLength(value),
  open: async () => Readable.from([value]),
})

it('hands a download out once, to be saved under its own name', async () => {
  const path = desk.download(text('hello'))
  const answer = await fetch(origin + path)
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename="_bersicht _1_.txt"; filename*=UTF-8''%C3%BCbersicht%20%221%22.txt`,
  )
  expect(await answer.text()).toBe('hello')
  const again = await fetch(origin + path)
  expect(again.status).toBe(404)
  expect(await again.json()).toMatchObject({ code: 'not-found', hint: 'Ask for it again on the page.' })
})

it('forgets an offer that nobody used in time', async () => {
  const path = desk.download(text('hello'))
  now = 10 * 60_000
  expect((await fetch(origin + path)).status).toBe(404)
})

it('answers with the error of who should make the file', async () => {
  const error = new BerthError('conflict', 'The container is paused.', { hint: 'Resume it.' })
  const path = desk.download({ ...text(''), open: () => Promise.reject(error) })
  const answer = await fetch(origin + path)
  expect(answer.status).toBe(409)
  expect(await answer.json()).toEqual({ ...error.toPlain() })
})

it('breaks a download off that cannot be finished: half a file must not look whole', async () => {
  const body = new PassThrough()
  const path = desk.download({ ...text(''), bytes: null, open: async () => body })
  body.write('half')
  const answer = await fetch(origin + path)
  body.destroy(new Error('the engine went away'))
  await expect(answer.text()).rejects.toThrow()
})

it('stops making a file that the browser gave up', async () => {
  const gaveUp = Promise.withResolvers<undefined>()
  const path = desk.download({
    ...text(''),
    bytes: null,
    open: async (signal) => {
      signal.addEventListener('abort', () => gaveUp.resolve(undefined))
      const body = new PassThrough()
      body.write('x')
      return body
    },
  })
  const cancel = new AbortController()
  await fetch(origin + path, { signal: cancel.signal })
  cancel.abort()
  await gaveUp.promise
})

it('takes an upload, with its size where the browser said it', async () => {
  const got: unknown[] = []
  const path = desk.upload({ take: async (body, _signal, bytes) => void got.push(await buffer(body), bytes) })
  expect((await fetch(origin + path)).status).toBe(404)
  const answer = await fetch(origin + path, { method: 'PUT', body: 'four' })
  expect(answer.status).toBe(204)
  expect(got).toEqual([Buffer.from('four'), 4])
})
