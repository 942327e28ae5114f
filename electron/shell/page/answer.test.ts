import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BerthError } from '../../base/errors.ts'
import { silent } from '../../base/log.ts'
import { anyLook, type PageLook } from '../../base/page-look.ts'
import { listPageFiles } from '../../base/page-files.ts'
import { TransferDesk } from '../../host/page/transfer-desk.ts'
import { pageAnswers } from './answer.ts'
import { hostTransfers } from './transfers.ts'

let dir = ''
let server: Server
let answer: (request: Request) => Promise<Response>
let look: PageLook = anyLook
const desk = new TransferDesk(silent)
const get = (url: string): Promise<Response> => answer(new Request(url))

beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-page-'))
  await mkdir(path.join(dir, 'page', 'assets'), { recursive: true })
  await writeFile(
    path.join(dir, 'page', 'index.html'),
    '<!doctype html>\n<html lang="en"><body></body></html>',
  )
  await writeFile(path.join(dir, 'page', 'assets', 'a-1.js'), 'export {}')
  await writeFile(path.join(dir, 'secret.json'), '"secret"')
  const socket = path.join(dir, 'control.sock')
  server = createServer((request, response) => void desk.answer(request, response))
  await new Promise<void>((resolve) => server.listen(socket, resolve))
  answer = pageAnswers(await listPageFiles(path.join(dir, 'page')), hostTransfers(socket), async () => look)
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await rm(dir, { recursive: true })
})

test('the page knows that it stands in the desktop, at every address of its own', async () => {
  for (const address of ['/', '/containers', '/containers/web/logs?full=true', '/containers/my.app/logs']) {
    const response = await get(`app://berth${address}`)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(await response.text()).toContain('<html data-shell="desktop" lang="en">')
  }
})

test('the page comes with how it shall look and speak', async () => {
  look = { appearance: 'dark', language: 'de' }
  const dressed = '<html data-shell="desktop" data-appearance="dark" data-language="de" lang="en">'
  expect(await (await get('app://berth/images')).text()).toContain(dressed)
  look = anyLook
})

test('every answer has the policy of the browser’s page, and nothing beyond its own origin', async () => {
  for (const url of ['app://berth/', 'app://berth/assets/a-1.js', 'app://berth/no.js', 'app://other/']) {
    const { headers } = await get(url)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'; script-src 'self'; ")
    expect(policy).toContain("connect-src 'self';")
    expect(policy).not.toMatch(/script-src[^;]*unsafe|https?:|ws:|\*/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
})

test.each([
  'app://berth/../secret.json',
  'app://berth/..%2fsecret.json',
  'app://berth/%2e%2e/secret.json',
  'app://berth/assets/..%5c..%5csecret.json',
  'app://berth//etc/passwd.json',
  'app://berth/assets/a-1.js%00.json',
])('%s leads to no file', async (url) => {
  const response = await get(url)
  expect([response.status, await response.text()]).toEqual([404, ''])
})

test('another host of the scheme, and another method, is refused', async () => {
  expect((await get('app://other/')).status).toBe(403)
  expect((await answer(new Request('app://berth/', { method: 'POST', body: 'x' }))).status).toBe(405)
  expect((await answer(new Request('app://berth/transfer/x', { method: 'POST', body: 'x' }))).status).toBe(
    405,
  )
})

test('a download comes through whole, once, and is to be saved', async () => {
  const bytes = Buffer.alloc(5_000_000, 'berth')
  const offered = desk.download({
    name: 'a.tar',
    type: 'application/x-tar',
    bytes: bytes.length,
    open: async () => Readable.from([bytes]),
  })
  const response = await get(`app://berth${offered}`)
  expect(response.headers.get('content-disposition')).toContain('attachment; filename="a.tar"')
  expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true)
  const again = await get(`app://berth${offered}`)
  expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([404, 'not-found'])
})

test('an upload arrives as it is sent, and its refusal comes back in words', async () => {
  const bytes = Buffer.alloc(5_000_000, 'up')
  const got: Buffer[] = []
  const taken = desk.upload({ take: async (body) => void got.push(await buffer(body)) })
  const put = (at: string): Promise<Response> =>
    answer(new Request(`app://berth${at}`, { method: 'PUT', body: new Blob([bytes]) }))
  expect((await put(taken)).status).toBe(204)
  expect(got.map((each) => each.equals(bytes))).toEqual([true])
  const refusal = new BerthError('disk-full', 'The disk is full.', { hint: 'Free some.' })
  const refused = await put(desk.upload({ take: () => Promise.reject(refusal) }))
  expect([refused.status, await refused.json()]).toEqual([409, refusal.toPlain()])
})

test('a host that is away is no answer', async () => {
  const away = pageAnswers(new Map(), hostTransfers(path.join(dir, 'nobody.sock')), async () => look)
  expect((await away(new Request('app://berth/transfer/x'))).status).toBe(502)
})
