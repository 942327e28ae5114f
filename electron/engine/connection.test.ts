import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeEngine } from '../../tests/fakes/engine.ts'
import { silent } from '../base/log.ts'
import { engineClient } from './client.ts'
import { Connection, type EngineState } from './connection.ts'

describe('Connection', () => {
  let engine: FakeEngine
  let connection: Connection
  let streams: ServerResponse[]

  beforeEach(async () => {
    engine = await FakeEngine.start()
    streams = []
    engine.on('/events', (_request, response) => {
      response.flushHeaders()
      streams.push(response)
    })
    connection = new Connection(engineClient(engine.socketPath), silent)
  })
  afterEach(async () => {
    connection.detach()
    await engine.stop()
  })

  async function until(is: (state: EngineState) => boolean): Promise<EngineState> {
    if (is(connection.state)) return connection.state
    for await (const state of connection.states.follow(AbortSignal.timeout(15_000)))
      if (is(state)) return state
    throw new Error(`still ${JSON.stringify(connection.state)}`)
  }
  const answering = (state: EngineState): boolean => state.answering
  const lost = (state: EngineState): boolean => !state.answering

  it('says which engine answers, and since when', async () => {
    expect(connection.state).toMatchObject({
      answering: false,
      version: null,
      reason: 'The machine is not running.',
    })
    connection.attach()
    connection.attach()
    const state = await until(answering)
    expect(state).toMatchObject({ version: '29.8.1', apiVersion: '1.56', reason: null })
    expect(Date.parse(state.since)).toBeLessThanOrEqual(Date.now())
    expect(streams.length).toBe(1)
  })

  it('tells the past apart from what happens, by the clock of the engine', async () => {
    engine.on('/_ping', (_request, response) => {
      response.setHeader('Date', 'Sat, 01 Aug 2026 12:00:00 GMT')
      response.end('OK')
    })
    const noon = Date.UTC(2026, 7, 1, 12) / 1000
    const heard: string[] = []
    const happened: string[] = []
    connection.events.subscribe(({ id }) => happened.push(id))
    connection.heard.subscribe(({ event, past, broken }) => heard.push(`${event.id} ${past} ${broken}`))
    const events = (...all: [id: string, second: number][]): string =>
      all
        .map(
          ([ID, time]) => `${JSON.stringify({ Type: 'container', Action: 'start', Actor: { ID }, time })}\n`,
        )
        .join('')
    connection.attach()
    await until(answering)
    expect(engine.requests.at(-1)).toBe('GET /events?since=1')
    streams[0]?.end(events(['old', noon - 60], ['new', noon + 1]))
    await until(lost)
    await until(answering)
    // From the last event on, which is not told twice.
    expect(engine.requests.at(-1)).toBe(`GET /events?since=${noon - 1}.000000000`)
    streams[1]?.end(events(['new', noon + 1], ['newer', noon + 2]))
    await until(lost)
    expect(heard).toEqual(['old true false', 'new false false', 'newer false false'])
    expect(happened).toEqual(['new', 'newer'])
  })

  it('hands on events, and nothing that is none', async () => {
    connection.attach()
    const heard: string[] = []
    const both = new Promise<void>((resolve) => {
      connection.events.subscribe((event) => {
        heard.push(`${event.type} ${event.action} ${event.id}`)
        if (heard.length === 2) resolve()
      })
    })
    await until(answering)
    const event = (action: string): string =>
      JSON.stringify({ Type: 'container', Action: action, Actor: { ID: 'abc' }, time: Date.now() / 1000 + 1 })
    streams[0]?.write(`${event('start')}\nno event\n{"Type":7}\n${event('exec_create: sh -c ls')}\n`)
    await both
    expect(heard).toEqual(['container start abc', 'container exec_create abc'])
  })

  it('says why the engine is lost, comes back to it, and tells the caches each time', async () => {
    let opened = 0
    connection.opened.subscribe(() => (opened += 1))
    connection.attach()
    await until(answering)
    await engine.kill()
    const state = await until(lost)
    expect(state.reason).not.toBeNull()
    expect(state.version).toBe('29.8.1')
    await engine.listen()
    await until(answering)
    expect(opened).toBe(2)
  })

  it('takes the orderly end of the event stream for a lost engine too', async () => {
    connection.attach()
    await until(answering)
    streams[0]?.end()
    expect((await until(lost)).reason).toBe('The engine has ended.')
    await until(answering)
  })

  it('waits for an engine that is not there yet', async () => {
    await engine.kill()
    connection.attach()
    await until((state) => state.reason !== 'The machine is not running.')
    await engine.listen()
    await until(answering)
  })

  it('does not believe what is no engine', async () => {
    engine.json('/version', { hello: 'world' })
    connection.attach()
    expect((await until((state) => /no version/.test(state.reason ?? ''))).answering).toBe(false)
  })

  it('lets go when the machine goes away', async () => {
    connection.attach()
    await until(answering)
    const closed = new Promise((resolve) => streams[0]?.on('close', resolve))
    connection.detach('The machine is suspended.')
    expect(connection.state).toMatchObject({ answering: false, reason: 'The machine is suspended.' })
    expect(() => connection.require('ask')).toThrow('Could not ask: the engine is not running.')
    await closed
    connection.attach()
    await until(answering)
  })
})
