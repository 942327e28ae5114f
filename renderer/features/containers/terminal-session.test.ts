// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest'
import type { TerminalEvent } from '../../../electron/api/schema/terminals.ts'
import type { Client } from '../../client/connection.ts'
import { fromBase64, TerminalSession, toBase64, type TerminalState } from './terminal-session.ts'

interface Handlers {
  onData(event: TerminalEvent): void
  onError(thrown: unknown): void
  onComplete(): void
  onConnectionStateChange(change: { state: string }): void
}

let handlers: Handlers
let asked: unknown
let states: TerminalState[]
let output: string
let answers: (() => void)[]
const sent: string[] = []
const unsubscribe = vi.fn()
const took = vi.fn((_input: { terminal: string; bytes: number }) => Promise.resolve())
const resize = vi.fn(() => Promise.resolve())

const client = {
  terminals: {
    open: {
      subscribe: (input: unknown, on: Handlers) => {
        asked = input
        handlers = on
        return { unsubscribe }
      },
    },
    input: {
      mutate: ({ base64 }: { base64: string }) => {
        sent.push(new TextDecoder().decode(fromBase64(base64)))
        return new Promise<void>((resolve) => answers.push(resolve))
      },
    },
    resize: { mutate: resize },
    took: { mutate: took },
  },
} as unknown as Client

const type = (session: TerminalSession, text: string): void => session.write(new TextEncoder().encode(text))
const open = (): TerminalSession =>
  new TerminalSession(
    client,
    'web',
    { columns: 80, rows: 24 },
    { command: null, user: 'www-data', attach: false },
    {
      onState: (state) => states.push(state),
      onOutput: (bytes, taken) => {
        output += new TextDecoder().decode(bytes)
        taken()
      },
    },
  )

beforeEach(() => {
  states = []
  output = ''
  answers = []
  sent.length = 0
  vi.clearAllMocks()
})

test('what is typed before the shell is there is sent once it is', async () => {
  const session = open()
  type(session, 'ls\r')
  expect(sent).toEqual([])
  handlers.onData({ kind: 'opened', terminal: 't1', main: null })
  await vi.waitFor(() => expect(sent).toEqual(['ls\r']))
  expect(states.map(({ kind }) => kind)).toEqual(['opening', 'open'])
})

test('keys go one message at a time, in order, those that wait together', async () => {
  const session = open()
  handlers.onData({ kind: 'opened', terminal: 't1', main: null })
  for (const key of 'abc') type(session, key)
  expect(sent).toEqual(['a'])
  answers.shift()?.()
  await vi.waitFor(() => expect(sent).toEqual(['a', 'bc']))
})

test('a large paste goes in pieces that the host takes', async () => {
  const session = open()
  handlers.onData({ kind: 'opened', terminal: 't1', main: null })
  type(session, 'x'.repeat(1_200_000))
  for (let piece = 1; piece <= 3; piece += 1) {
    await vi.waitFor(() => expect(sent).toHaveLength(piece))
    answers.shift()?.()
  }
  expect(sent.map((text) => text.length)).toEqual([524_288, 524_288, 151_424])
})

test('output comes as bytes, the end with its exit code', () => {
  open()
  handlers.onData({ kind: 'opened', terminal: 't1', main: null })
  handlers.onData({ kind: 'output', base64: toBase64(new TextEncoder().encode('héllo')) })
  handlers.onData({ kind: 'exit', code: 130 })
  handlers.onComplete()
  expect(output).toBe('héllo')
  expect(states.at(-1)).toEqual({ kind: 'ended', code: 130 })
  expect(unsubscribe).toHaveBeenCalledTimes(1)
})

test('a lost connection ends the shell instead of opening another one unasked', () => {
  const session = open()
  handlers.onConnectionStateChange({ state: 'connecting' })
  expect(states.at(-1)).toEqual({ kind: 'opening' })
  handlers.onData({ kind: 'opened', terminal: 't1', main: null })
  handlers.onConnectionStateChange({ state: 'connecting' })
  expect(states.at(-1)).toEqual({ kind: 'lost' })
  type(session, 'x')
  expect(sent).toEqual([])
})

test('opens as who was chosen, and tells what is on the screen, many bytes at a time', () => {
  open()
  expect(asked).toMatchObject({ id: 'web', command: null, user: 'www-data' })
  handlers.onData({ kind: 'opened', terminal: 't1', main: null })
  const base64 = toBase64(new Uint8Array(40_000))
  handlers.onData({ kind: 'output', base64 })
  expect(took).not.toHaveBeenCalled()
  handlers.onData({ kind: 'output', base64 })
  expect(took).toHaveBeenCalledExactlyOnceWith({ terminal: 't1', bytes: 80_000 })
})

test('only a new size is sent', () => {
  const session = open()
  handlers.onData({ kind: 'opened', terminal: 't1', main: null })
  session.resize({ columns: 80, rows: 24 })
  session.resize({ columns: 100, rows: 30 })
  expect(resize).toHaveBeenCalledTimes(1)
})

test('an error is told as the host words it', () => {
  open()
  handlers.onError(new Error('no shell in this image'))
  expect(states.at(-1)).toMatchObject({ kind: 'failed', error: { message: 'no shell in this image' } })
})

test('bytes survive base64', () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256)
  expect(fromBase64(toBase64(bytes))).toEqual(bytes)
})
