import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { anyLook, type PageLook } from '../../base/page-look.ts'
import { silent } from '../../base/log.ts'
import { servePage, type PageServer } from './server.ts'
import { TransferDesk } from './transfer-desk.ts'

let dir = ''
let page: PageServer
let port = 0
let look: PageLook = anyLook
let changes = 0
const transfers = new TransferDesk(silent)

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-page-'))
  await mkdir(path.join(dir, 'dist', 'assets'), { recursive: true })
  await writeFile(path.join(dir, 'dist', 'index.html'), '<html lang="en"><p>the page</p>')
  await writeFile(path.join(dir, 'dist', 'assets', 'main-1a2b.js'), 'export {}')
  await writeFile(path.join(dir, 'secret.txt'), 'secret')
  changes = 0
  page = await servePage({
    dir: path.join(dir, 'dist'),
    log: silent,
    maxMessageBytes: 1000,
    transfers,
    look: async () => look,
    changed: () => changes++,
    serve: (socket) => socket.on('message', (data: Buffer) => socket.send(`heard ${data.length}`)),
  })
  port = Number(new URL(page.url).port)
})
afterEach(async () => {
  await page.close()
  await rm(dir, { recursive: true, force: true })
})

interface Got {
  status: number
  headers: http.IncomingHttpHeaders
  body: string
}

/** A request with nothing tidied up: the path goes out as it is written here. */
function get(target: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Got> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, path: target, method, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (text: string) => (body += text))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    request.on('error', reject)
    request.end()
  })
}

const ticketPath = (): string => page.oneTimeUrl().slice(page.url.length - 1)

/** Lets a browser in; resolves with its cookie, and leaves its key in `key`. */
async function session(): Promise<string> {
  const opened = await get(ticketPath())
  key = /#key=([\w-]{43})"/.exec(opened.body)?.[1] ?? ''
  return opened.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}
let key = ''

/** What a WebSocket got: "open", or the status it was refused with. */
async function socket(
  headers: Record<string, string>,
  target = `/trpc?key=${key}`,
): Promise<{ outcome: string; socket: WebSocket }> {
  const client = new WebSocket(`ws://127.0.0.1:${port}${target}`, { headers })
  client.on('error', () => undefined)
  const outcome = await new Promise<string>((resolve) => {
    client.once('open', () => resolve('open'))
    client.once('unexpected-response', (_request, response) => resolve(String(response.statusCode)))
  })
  return { outcome, socket: client }
}

test('the page comes with how the user wants it to look and speak, whatever browser it is', async () => {
  const cookie = await session()
  expect((await get('/images', { cookie })).body).toContain('<html lang="en">')
  look = { appearance: 'dark', language: 'de' }
  expect((await get('/images', { cookie })).body).toContain(
    '<html data-appearance="dark" data-language="de" lang="en">',
  )
  look = anyLook
})

test('a one-time URL lets one browser in, once', async () => {
  const link = ticketPath()
  expect(page.unspentTickets).toBe(1)
  expect((await get(link, {}, 'HEAD')).status).toBe(403)
  const first = await get(link)
  expect(first).toMatchObject({ status: 200, body: expect.stringContaining('url=/#key=') as string })
  const cookie = first.headers['set-cookie']?.[0] ?? ''
  expect(cookie).toMatch(new RegExp(`^berth-${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`))
  expect(page.unspentTickets).toBe(0)
  const second = await get(link)
  expect(second).toMatchObject({ status: 403, body: expect.stringContaining('berth open') as string })
  expect(second.headers['set-cookie']).toBeUndefined()
  // Loading it again where it was spent leads to the page.
  expect((await get(link, { cookie })).status).toBe(200)
})

test('a wrong or missing token opens nothing', async () => {
  page.oneTimeUrl()
  for (const target of ['/open', '/open?token=', '/open?token=AAAA', '/open?token=%00%ff'])
    expect(await get(target)).toMatchObject({ status: 403 })
})

test('the page, its files and its own addresses are for those who were let in', async () => {
  const cookie = await session()
  for (const target of ['/', '/index.html', '/containers/abc', '/assets/main-1a2b.js', '/trpc'])
    expect((await get(target)).status).toBe(403)
  expect(await get('/', { cookie })).toMatchObject({ status: 200, body: '<html lang="en"><p>the page</p>' })
  expect(await get('/containers/abc', { cookie })).toMatchObject({
    status: 200,
    body: '<html lang="en"><p>the page</p>',
  })
  const script = await get('/assets/main-1a2b.js', { cookie })
  expect(script).toMatchObject({ status: 200, body: 'export {}' })
  expect(script.headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8' })
  expect(script.headers['cache-control']).toContain('immutable')
  expect((await get('/missing.js', { cookie })).status).toBe(404)
  expect((await get('/', { cookie }, 'POST')).status).toBe(405)
  expect((await get('/trpc', { cookie })).status).toBe(403)
  expect((await get(`/trpc?key=${key}`, { cookie })).status).toBe(426)
})

test('a made-up cookie, or two of them, is no session', async () => {
  const cookie = await session()
  const name = `berth-${port}`
  for (const bad of [`${name}=guess`, `${name}=`, `${cookie}x`, `${cookie}; ${name}=guess`])
    expect((await get('/', { cookie: bad })).status).toBe(403)
})

test('every answer carries the policy', async () => {
  for (const target of ['/', '/open', ticketPath()]) {
    const { headers } = await get(target)
    expect(headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'self';/)
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    })
  }
})

test('a request by another host name is refused, whatever it carries', async () => {
  const cookie = await session()
  for (const host of [
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1',
    'localhost:1',
    `127.0.0.1:${port}.evil`,
  ]) {
    expect((await get('/', { cookie, host })).status).toBe(403)
    expect((await get(ticketPath(), { host })).status).toBe(403)
    expect((await socket({ cookie, host, origin: `http://${host}` })).outcome).toBe('403')
  }
  expect((await get('/', { cookie, host: `localhost:${port}` })).status).toBe(200)
})

test('no path leads out of the page’s folder', async () => {
  const cookie = await session()
  for (const target of [
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    `/${path.join(dir, 'secret.txt')}`,
    '/index.html%00.txt',
  ]) {
    const got = await get(target, { cookie })
    expect(got.status).toBe(404)
    expect(got.body).not.toContain('secret')
  }
  // Read as another host's root; there is but one site here.
  expect(await get('//secret.txt', { cookie })).toMatchObject({
    status: 200,
    body: '<html lang="en"><p>the page</p>',
  })
})

test('a WebSocket needs a session, and a page of the same origin', async () => {
  const cookie = await session()
  const origin = `http://127.0.0.1:${port}`
  const refused: [Record<string, string>, string][] = [
    [{ origin }, '401'],
    [{ origin, cookie: `berth-${port}=guess` }, '401'],
    [{ cookie }, '403'],
    [{ cookie, origin: 'http://evil.example' }, '403'],
    [{ cookie, origin: `http://localhost:${port}` }, '403'],
    [{ cookie, origin: `https://127.0.0.1:${port}` }, '403'],
    [{ cookie, origin: 'null' }, '403'],
  ]
  for (const [headers, status] of refused) expect((await socket(headers)).outcome).toBe(status)
  expect((await socket({ cookie, origin }, `/shell?key=${key}`)).outcome).toBe('404')
  // The cookie alone is what any other port of this computer gets from the browser.
  for (const bad of ['/trpc', '/trpc?key=', '/trpc?key=guess'])
    expect((await socket({ cookie, origin }, bad)).outcome).toBe('401')
  expect(page.sessions).toBe(0)

  const { outcome, socket: client } = await socket({ cookie, origin })
  expect(outcome).toBe('open')
  expect(page.sessions).toBe(1)
  expect(changes).toBe(1)
  client.send('x')
  expect(String((await once(client, 'message'))[0])).toBe('heard 1')
  client.close()
  await once(client, 'close')
})

test('an oversized message ends its connection and nothing else', async () => {
  const headers = { cookie: await session(), origin: `http://127.0.0.1:${port}` }
  const { socket: client } = await socket(headers)
  client.send('x'.repeat(1001))
  expect((await once(client, 'close'))[0]).toBe(1009)
  expect((await socket(headers)).outcome).toBe('open')
})

test('closing says good-bye to who is connected', async () => {
  const headers = { cookie: await session(), origin: `http://127.0.0.1:${port}` }
  const { socket: client } = await socket(headers)
  const gone = once(client, 'close')
  await page.close()
  expect((await gone)[0]).toBe(1001)
})

test('a page that is not built says so', async () => {
  await page.close()
  page = await servePage({
    dir: path.join(dir, 'missing'),
    log: silent,
    maxMessageBytes: 1000,
    transfers: new TransferDesk(silent),
    look: async () => anyLook,
    changed: () => undefined,
    serve: () => undefined,
  })
  port = Number(new URL(page.url).port)
  const cookie = await session()
  expect(await get('/', { cookie })).toMatchObject({
    status: 503,
    body: expect.stringContaining('scripts/start') as string,
  })
})

test('a transfer needs the session that it was offered to, and bytes come only from its own page', async () => {
  const cookie = await session()
  const origin = `http://127.0.0.1:${port}`
  const download = transfers.download({
    name: 'a.txt',
    type: 'text/plain',
    bytes: 5,
    open: async () => Readable.from(['hello']),
  })
  expect((await get(download)).status).toBe(403)
  expect(await get(download, { cookie })).toMatchObject({
    status: 200,
    body: 'hello',
    headers: { 'x-content-type-options': 'nosniff', 'content-length': '5' },
  })
  const took: string[] = []
  const upload = transfers.upload({ take: async (body) => void took.push(await text(body)) })
  expect((await get(upload, { cookie }, 'PUT')).status).toBe(405)
  expect((await get(upload, { cookie, origin: 'http://localhost:1' }, 'PUT')).status).toBe(405)
  expect((await get(upload, { cookie, origin }, 'PUT')).status).toBe(204)
  expect(took).toEqual([''])
})
