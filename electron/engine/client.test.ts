import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeEngine } from '../../tests/fakes/engine.ts'
import { engineClient, type EngineClient } from './client.ts'

describe('engineClient', () => {
  let engine: FakeEngine
  let client: EngineClient

  beforeEach(async () => {
    engine = await FakeEngine.start()
    client = engineClient(engine.socketPath)
  })
  afterEach(async () => {
    client.close()
    await engine.stop()
  })

  const ask = (path: string, options?: Parameters<EngineClient['json']>[1]) =>
    client.json({ doing: 'ask', path }, options)

  it('sends a stream as it comes, and breaks with it', async () => {
    engine.on('/load', (request, response) => {
      void text(request).then((body) =>
        response.end(JSON.stringify({ bytes: body.length, type: request.headers['content-type'] })),
      )
    })
    const load = (body: Readable) =>
      client.json({
        doing: 'load',
        method: 'POST',
        path: '/load',
        body,
        headers: { 'Content-Type': 'application/x-tar' },
      })
    expect(await load(Readable.from(['ab', 'cde']))).toEqual({ bytes: 5, type: 'application/x-tar' })
    const broken = new Readable({ read: () => broken.destroy(new Error('the browser went')) })
    await expect(load(broken)).rejects.toMatchObject({ code: 'engine-failed' })
  })

  it('hears a refusal that comes before the stream has ended', async () => {
    engine.json('/load', { message: 'no room' }, 500)
    const endless = new Readable({ read: () => endless.push(Buffer.alloc(65536)) })
    const refused = client.json({ doing: 'load', method: 'PUT', path: '/load', body: endless })
    await expect(refused).rejects.toMatchObject({ message: 'Could not load: no room' })
    endless.destroy()
  })

  it('sends queries and bodies as the engine wants them', async () => {
    engine.on('/echo', (request, response) => {
      void text(request).then((body) =>
        response.end(JSON.stringify({ body, type: request.headers['content-type'] })),
      )
    })
    const query = { all: true, filters: { id: ['a&b'] }, since: undefined }
    const answer = await client.json({
      doing: 'ask',
      method: 'POST',
      path: '/echo',
      query,
      body: { Cmd: ['ü'] },
    })
    expect(answer).toEqual({ body: '{"Cmd":["ü"]}', type: 'application/json' })
    const sent = new URL(engine.requests[0]?.split(' ')[1] ?? '', 'http://engine')
    expect(Object.fromEntries(sent.searchParams)).toEqual({ all: 'true', filters: '{"id":["a&b"]}' })
  })

  it('takes an empty answer, and "it is so already", for none', async () => {
    engine.on('/empty', (_request, response) => response.writeHead(204).end())
    engine.on('/already', (_request, response) => response.writeHead(304).end())
    expect(await ask('/empty')).toBeNull()
    expect(await ask('/already')).toBeNull()
  })

  it.each([
    [400, 'bad-input'],
    [404, 'not-found'],
    [409, 'conflict'],
    [500, 'engine-failed'],
  ])('says a refusal of %i in the words of the engine', async (status, code) => {
    engine.json('/no', { message: 'no, because' }, status)
    await expect(ask('/no')).rejects.toMatchObject({ code, message: 'Could not ask: no, because' })
    await expect(client.stream({ doing: 'ask', path: '/no' })).rejects.toMatchObject({ code })
  })

  it('never follows a redirect, wherever it leads', async () => {
    const visits: string[] = []
    const elsewhere = http.createServer((request, response) => {
      visits.push(request.url ?? '')
      response.end('{}')
    })
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
    const { port } = elsewhere.address() as AddressInfo
    engine.on('/away', (_request, response) =>
      response.writeHead(302, { Location: `http://127.0.0.1:${port}/secret` }).end(),
    )
    await expect(ask('/away')).rejects.toMatchObject({ code: 'engine-failed' })
    elsewhere.close()
    expect(visits).toEqual([])
  })

  it('stops reading an answer that has no end', async () => {
    engine.on('/endless', (_request, response) => {
      const more = (): void => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', more)
      }
      more()
    })
    await expect(ask('/endless', { maxBytes: 1_000_000 })).rejects.toMatchObject({
      code: 'engine-failed',
      message: "Could not ask: the engine's answer makes no sense (more than 1000000 bytes).",
    })
  })

  it('says so when the answer is not JSON', async () => {
    engine.on('/html', (_request, response) => response.end('<html>'))
    await expect(ask('/html')).rejects.toMatchObject({ code: 'engine-failed' })
  })

  it('gives up on an engine that does not answer, and on a caller that leaves', async () => {
    engine.on('/silence', () => undefined)
    await expect(ask('/silence', { deadlineMs: 20 })).rejects.toMatchObject({ code: 'timeout' })
    const leave = new AbortController()
    const asked = client.json({ doing: 'ask', path: '/silence', signal: leave.signal })
    leave.abort()
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('sends once more when a kept connection ends as it is used', async () => {
    let drop = false
    engine.on('/get', (request, response) => {
      if (drop) request.socket.destroy()
      else response.end('1')
      drop = !drop
    })
    expect(await ask('/get')).toBe(1)
    expect(await ask('/get')).toBe(1)
    expect(engine.requests.length).toBe(3)
  })

  it('says that nobody is there', async () => {
    const nobody = engineClient(`${engine.socketPath}.none`)
    await expect(nobody.json({ doing: 'ask', path: '/' })).rejects.toMatchObject({
      code: 'not-running',
      message: 'Could not ask: the engine is not running.',
    })
  })

  it('ends what goes on when it is closed, and works again afterwards', async () => {
    engine.on('/silence', () => undefined)
    engine.on('/stream', (_request, response) => response.write('begin'))
    engine.json('/one', 1)
    const waiting = ask('/silence')
    const stream = await client.stream({ doing: 'ask', path: '/stream' })
    const read = text(stream)
    client.close()
    await expect(waiting).rejects.toMatchObject({ code: 'not-running' })
    await expect(read).rejects.toThrow()
    expect(await ask('/one')).toBe(1)
  })

  it('hands over the raw connection after an upgrade, which ends with its signal', async () => {
    engine.onUpgrade((socket) => socket.pipe(socket))
    const leave = new AbortController()
    const request = { doing: 'attach', method: 'POST', path: '/up', body: { Tty: true } } as const
    const socket = await client.upgrade({ ...request, signal: leave.signal })
    socket.write('hello')
    expect(await new Promise((resolve) => socket.once('data', (data) => resolve(String(data))))).toBe('hello')
    leave.abort()
    await new Promise((resolve) => socket.once('close', resolve))
    expect(socket.destroyed).toBe(true)
  })

  it('says why there is no upgrade', async () => {
    const asked = client.upgrade({ doing: 'attach', method: 'POST', path: '/up' })
    await expect(asked).rejects.toMatchObject({ code: 'conflict', hint: 'Unpause the container first.' })
  })
})
