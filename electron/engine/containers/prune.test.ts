import { afterEach, beforeEach, expect, it } from 'vitest'
import { FakeEngine } from '../../../tests/fakes/engine.ts'
import { engineClient } from '../client.ts'
import { listStopped, pruneContainers } from './prune.ts'

let engine: FakeEngine
const never = new AbortController().signal
const ids = Array.from({ length: 6 }, (_, at) => String(at).repeat(64))

beforeEach(async () => {
  engine = await FakeEngine.start()
})
afterEach(() => engine.stop())

const client = () => engineClient(engine.socketPath)

it('asks for what has ended, with its size', async () => {
  engine.json('/containers/json', [
    { Id: ids[1], Names: ['/a'], State: 'exited', Status: 'Exited (0) 1 s ago', SizeRw: 12 },
    { Id: ids[2], Names: ['/b'], State: 'created', Status: 'Created' },
    { Id: 'not an id' },
    null,
  ])
  const stopped = await listStopped(client())
  expect(stopped.map(({ name, writtenBytes }) => [name, writtenBytes])).toEqual([
    ['a', 12],
    ['b', 0],
  ])
  expect(decodeURIComponent(engine.requests[0] ?? '')).toContain('{"status":["created","exited","dead"]}')
})

it('goes on when one fails, tells how far it is, and says at the end what failed', async () => {
  engine.json(`/containers/${ids[0]}`, { message: 'driver failed' }, 500)
  engine.json(`/containers/${ids[1]}`, { message: 'you cannot remove a running container' }, 409)
  engine.json(`/containers/${ids[2]}`, { message: 'No such container' }, 404)
  for (const id of ids.slice(3)) engine.on(`/containers/${id}`, (_request, response) => response.end())
  const lines: unknown[] = []
  const work = pruneContainers(client(), ids, never, ({ line }) => lines.push(line))
  await expect(work).rejects.toMatchObject({
    message: expect.stringMatching(
      /^4 of 6 containers are removed\. Could not remove .* 1 more could not be removed either\.$/,
    ) as unknown,
  })
  expect(lines.at(-1)).toBe('6 / 6')
  expect(engine.requests).toHaveLength(6)
})

it('removes nothing more once it is cancelled', async () => {
  const cancel = new AbortController()
  engine.on('/containers/', (_request, response) => {
    cancel.abort()
    response.end()
  })
  await expect(pruneContainers(client(), ids, cancel.signal, () => undefined)).rejects.toThrow()
  expect(engine.requests.length).toBeLessThan(6)
})
