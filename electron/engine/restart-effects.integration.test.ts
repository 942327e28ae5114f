import { afterAll, beforeAll, expect, it } from 'vitest'
import { EngineRoom } from '../../tests/fixtures/engine-room.ts'
import type { AfterRestart } from '../api/schema/engine-settings.ts'

let room: EngineRoom
beforeAll(async () => {
  room = await EngineRoom.open()
})
afterAll(async () => {
  await room.close()
})

async function run(name: string, host: object): Promise<void> {
  const { Id } = (await room.client.json({
    doing: `create ${name}`,
    method: 'POST',
    path: '/containers/create',
    query: { name },
    body: {
      Image: 'busybox',
      Cmd: ['sleep', '600'],
      StopTimeout: 1,
      HostConfig: { NetworkMode: 'none', ...host },
    },
  })) as { Id: string }
  await room.client.json({ doing: 'start', method: 'POST', path: `/containers/${Id}/start` })
}

const fates = async (): Promise<Record<string, AfterRestart>> => {
  const { containers } = await room.engine.restartEffects()
  return Object.fromEntries(containers.map(({ name, then }) => [name, then]))
}

it('names what becomes of each container, and the engine does just that', async () => {
  expect(await fates()).toEqual({})
  await run('always', { RestartPolicy: { Name: 'always' } })
  await run('failing', { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 } })
  await run('plain', {})
  await run('once', { AutoRemove: true })
  expect(await fates()).toEqual({
    always: 'comes-back',
    failing: 'may-come-back',
    once: 'is-removed',
    plain: 'stays-stopped',
  })
  await room.native.restart()
  await room.untilAnswering(true)
  const table = room.containers()
  await table.until('what is left runs or not, as told', (rows) => {
    const states = Object.fromEntries(rows.map(({ name, state }) => [name, state]))
    return (
      rows.length === 3 &&
      states['always'] === 'running' &&
      // The first process of a container does not hear a signal that it has not asked for: it was killed.
      states['failing'] === 'running' &&
      states['plain'] === 'exited'
    )
  })
})
