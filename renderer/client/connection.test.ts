// @vitest-environment node
import { afterEach, expect, test, vi } from 'vitest'
import { scenes } from '../../tests/fakes/scenes.ts'
import { FakeServices } from '../../tests/fakes/services.ts'
import { servePage, type PageServer } from '../../tests/fakes/page-server.ts'
import { connect } from './connection.ts'

const patience = { timeout: 10_000 }
let server: PageServer | null = null
let link: ReturnType<typeof connect> | null = null

afterEach(async () => {
  link?.close()
  await server?.close()
})

async function open(): Promise<{ server: PageServer; link: ReturnType<typeof connect> }> {
  server = await servePage(new FakeServices(scenes.three()))
  link = connect(new URL(server.url), 'key')
  const { connection } = link
  await vi.waitFor(() => expect(connection.get()).toEqual({ kind: 'open' }), patience)
  return { server, link }
}

test('connects and asks', async () => {
  const { link } = await open()
  expect((await link.client.machine.view.query()).status.state).toBe('running')
})

test('a broken connection is told with its time, and made again', async () => {
  const { server, link } = await open()
  const seen: string[] = []
  link.connection.subscribe(() => seen.push(link.connection.get().kind))
  server.cut()
  await vi.waitFor(() => expect(seen).toEqual(['lost', 'open']), patience)
  expect((await link.client.host.info.query()).pid).toBe(4711)
})

test('a table that is watched comes whole again after it', async () => {
  const { server, link } = await open()
  const kinds: string[] = []
  const watch = link.client.containers.watch.subscribe(undefined, { onData: ({ kind }) => kinds.push(kind) })
  await vi.waitFor(() => expect(kinds).toEqual(['all']), patience)
  server.cut()
  await vi.waitFor(() => expect(kinds).toEqual(['all', 'all']), patience)
  watch.unsubscribe()
})

test('a session that ended is final: nothing is tried again', async () => {
  const { server, link } = await open()
  server.refuse()
  await vi.waitFor(() => expect(link.connection.get()).toEqual({ kind: 'ended' }), patience)
})

test('a host that is away is not the end of the session', async () => {
  const { server, link } = await open()
  await server.close()
  await vi.waitFor(() => expect(link.connection.get().kind).toBe('lost'), patience)
})
