import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { QmpClient } from './qmp.ts'
import { RunState } from './qmp-messages.ts'

const never = new AbortController().signal
const greeting = {
  QMP: { version: { qemu: { major: 9, minor: 0, micro: 0 }, package: '' }, capabilities: [] },
}
let dir: string
let address: string
let server: Server | null
const clients: QmpClient[] = []

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-qmp-'))
  address = path.join(dir, 'm.sock')
  server = null
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  server?.close()
  await rm(dir, { recursive: true })
})

/** A monitor that greets and answers with what `answer` gives; nothing for null. */
async function monitor(
  answer: (command: string, id: number, socket: Socket) => object | null,
  hello: object | null = greeting,
): Promise<void> {
  server = createServer((socket) => {
    socket.on('error', () => undefined)
    if (hello) socket.write(`${JSON.stringify(hello)}\r\n`)
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().trim().split('\n')) {
        const { execute, id } = JSON.parse(line) as { execute: string; id: number }
        const reply = execute === 'qmp_capabilities' ? { return: {}, id } : answer(execute, id, socket)
        if (reply) socket.write(`${JSON.stringify(reply)}\r\n`)
      }
    })
  })
  await new Promise<void>((resolve) => server?.listen(address, resolve))
}

async function connect(deadlineMs?: number): Promise<QmpClient> {
  const client = await QmpClient.connect(address, never, deadlineMs)
  clients.push(client)
  return client
}

describe('QmpClient', () => {
  it('gives each command its own answer, whatever the order', async () => {
    const held: (() => void)[] = []
    await monitor((command, id, socket) => {
      const reply = { return: { status: command, running: true }, id }
      if (command !== 'first') return reply
      held.push(() => socket.write(`${JSON.stringify(reply)}\n`))
      return null
    })
    const qmp = await connect()
    const first = qmp.execute('first', {}, RunState)
    expect(await qmp.execute('second', {}, RunState)).toMatchObject({ status: 'second' })
    held.forEach((send) => send())
    expect(await first).toMatchObject({ status: 'first' })
  })

  it('tells events', async () => {
    await monitor((_, id, socket) => {
      socket.write('{"event": "STOP", "timestamp": {}}\r\n')
      return { return: {}, id }
    })
    const qmp = await connect()
    const events: string[] = []
    qmp.events.subscribe(({ event }) => events.push(event))
    await qmp.run('stop')
    expect(events).toEqual(['STOP'])
  })

  it('says what QEMU refused, and what it answered wrongly', async () => {
    await monitor((command, id) =>
      command === 'bad'
        ? { error: { class: 'GenericError', desc: 'not now' }, id }
        : { return: { status: 7 }, id },
    )
    const qmp = await connect()
    await expect(qmp.run('bad')).rejects.toThrow('QEMU refused bad: not now')
    await expect(qmp.execute('query-status', {}, RunState)).rejects.toThrow(
      /answered query-status with something/,
    )
  })

  it('does not wait for ever: for a greeting, an answer, or a caller that has left', async () => {
    await monitor(() => null)
    const qmp = await connect()
    await expect(qmp.execute('slow', {}, z.unknown(), { deadlineMs: 20 })).rejects.toMatchObject({
      code: 'timeout',
    })
    const stop = new AbortController()
    const waiting = qmp.run('slow', {}, stop.signal)
    stop.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('gives up on a monitor that says nothing, or nonsense', async () => {
    await monitor(() => null, null)
    await expect(connect(20)).rejects.toMatchObject({ code: 'timeout' })
    server?.close()
    server = createServer((socket) => socket.write('HTTP/1.1 400\r\n'))
    await new Promise<void>((resolve) => server?.listen(address, resolve))
    await expect(connect()).rejects.toThrow('QEMU closed its monitor.')
  })

  it('ends what waits when the connection breaks, and refuses what comes later', async () => {
    await monitor((_command, _id, socket) => {
      socket.destroy()
      return null
    })
    const qmp = await connect()
    await expect(qmp.run('stop')).rejects.toThrow('QEMU closed its monitor.')
    await qmp.closed
    await expect(qmp.run('stop')).rejects.toMatchObject({ code: 'hypervisor-failed' })
  })
})
