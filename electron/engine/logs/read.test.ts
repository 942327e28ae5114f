import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeEngine } from '../../../tests/fakes/engine.ts'
import { engineClient, type EngineClient } from '../client.ts'
import type { LogLine } from './line.ts'
import { openLog, readBytes, readLines, type LogOptions } from './read.ts'
import { sinceOf } from './since.ts'

const stamp = '2026-08-01T12:00:00.000000000Z'
const never = new AbortController().signal

describe('reading a log', () => {
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

  const asked: LogOptions = { id: 'web', tail: 100, follow: true, since: null, until: null }
  const multiplexed = { 'Content-Type': 'application/vnd.docker.multiplexed-stream' }

  async function* read(options = asked, signal = never): AsyncGenerator<LogLine[], void> {
    yield* readLines(await openLog(client, options, signal), signal)
  }

  function frame(stream: number, text: string): Buffer {
    const header = Buffer.alloc(8)
    header.writeUInt8(stream, 0)
    header.writeUInt32BE(Buffer.byteLength(text), 4)
    return Buffer.concat([header, Buffer.from(text)])
  }

  it('asks the engine as the caller wants, and hands on lines', async () => {
    engine.on('/containers/web/logs', (_request, response) => {
      response.writeHead(200, multiplexed)
      response.end(Buffer.concat([frame(1, `${stamp} out\n`), frame(2, `${stamp} err\n`)]))
    })
    const found = []
    const range = { since: '2026-08-01T12:00:00Z', until: '2026-08-01T12:00:01Z', stderr: false }
    for await (const lines of read({ ...asked, ...range })) found.push(...lines)
    expect(found.map(({ stream, text }) => `${stream} ${text}`)).toEqual(['stdout out', 'stderr err'])
    const { searchParams } = new URL(engine.requests[0]?.split(' ')[1] ?? '', 'http://engine')
    expect(Object.fromEntries(searchParams)).toEqual({
      stdout: 'true',
      stderr: 'false',
      timestamps: 'true',
      follow: 'true',
      tail: '100',
      since: '1785585600.000000000',
      until: '1785585601.000000000',
    })
  })

  it('gives the bytes of both streams as they were written', async () => {
    engine.on('/containers/web/logs', (_request, response) => {
      response.writeHead(200, multiplexed)
      response.write(Buffer.concat([frame(1, 'out\r\n'), frame(2, '\u0000err').subarray(0, 9)]))
      response.end(frame(2, '\u0000err').subarray(9))
    })
    const chunks: Buffer[] = []
    const stream = await openLog(client, { ...asked, times: false, tail: null }, never)
    for await (const chunk of readBytes(stream, never)) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString()).toBe('out\r\n\u0000err')
    expect(engine.requests[0]).toMatch(/timestamps=false.*tail=all/)
  })

  it('reads no more than it can hand on', async () => {
    let sent = 0
    let stuck: () => void = () => undefined
    const stopped = new Promise<void>((resolve) => (stuck = resolve))
    engine.on('/containers/web/logs', (_request, response) => {
      response.writeHead(200)
      const chunk = `${stamp} ${'x'.repeat(1000)}\n`.repeat(64)
      const more = (): void => {
        do sent += chunk.length
        while (sent < 200_000_000 && response.write(chunk))
        response.once('drain', more)
        // Nobody drained it while everything else had its turn: the reader has stopped reading.
        const before = sent
        const check = (turns: number): void => {
          if (sent !== before) return
          if (turns === 0) stuck()
          else setImmediate(check, turns - 1)
        }
        check(2000)
      }
      more()
    })
    const leave = new AbortController()
    const logs = read(asked, leave.signal)
    const first = await logs.next()
    expect(first.value?.length).toBeGreaterThan(0)
    await stopped
    expect(sent).toBeLessThan(8_000_000)
    leave.abort()
    expect(await logs.next()).toEqual({ done: true, value: undefined })
  })

  it('ends quietly when the reader leaves', async () => {
    engine.on('/containers/web/logs', (_request, response) => response.write(`${stamp} one\n`))
    const late = new AbortController()
    const logs = read(asked, late.signal)
    expect((await logs.next()).value?.length).toBe(1)
    const waiting = logs.next()
    late.abort()
    expect(await waiting).toEqual({ done: true, value: undefined })
  })

  it('says what the engine says when it gives up', async () => {
    engine.on('/containers/web/logs', (_request, response) => {
      response.writeHead(200, multiplexed)
      response.end(frame(3, 'error from daemon in stream: file is damaged\n'))
    })
    await expect(read().next()).rejects.toMatchObject({
      code: 'engine-failed',
      message: 'Could not read the logs of the container: error from daemon in stream: file is damaged',
    })
  })

  it('says so when the stream is none, or breaks off', async () => {
    engine.on('/containers/web/logs', (_request, response) =>
      response.writeHead(200, multiplexed).end('nonsense!'),
    )
    await expect(read().next()).rejects.toMatchObject({ code: 'engine-failed' })
    engine.on('/containers/web/logs', (request, response) => {
      response.write(`${stamp} half`, () => request.socket.destroy())
    })
    await expect(read().next()).rejects.toMatchObject({ code: 'engine-failed' })
  })
})

describe('sinceOf', () => {
  it.each([
    ['2026-08-01T12:00:00Z', '1785585600.000000000'],
    ['2026-08-01T12:00:00.5Z', '1785585600.500000000'],
    ['2026-08-01T12:00:00.123456789Z', '1785585600.123456789'],
    ['2026-08-01T14:00:00.1+02:00', '1785585600.100000000'],
  ])('gives %s as the engine wants it', (time, since) => {
    expect(sinceOf(time)).toBe(since)
  })

  it.each(['', '5m', '2026-08-01', '2026-13-01T12:00:00Z', '1785585600'])('refuses %j', (time) => {
    expect(() => sinceOf(time)).toThrow('is not a time')
  })
})
