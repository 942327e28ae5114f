import { expect, it } from 'vitest'
import { containerRow } from '../../../tests/fakes/rows.ts'
import type { ContainerRow } from '../../api/schema/containers.ts'
import type { PortRow, PublishTo } from '../../api/schema/ports.ts'
import { Topic } from '../../base/topic.ts'
import type { PortBind, PortForwarded } from '../../guest/index.ts'
import { HostPorts } from './service.ts'

function build() {
  const state = { rows: [] as ContainerRow[], answering: true, to: 'this-computer' as PublishTo | null }
  const changed = new Topic<string | null>()
  const set: PortBind[][] = []
  const changes = new Topic<undefined>()
  let now: PortForwarded[] = []
  const host = new HostPorts({
    ports: {
      changes,
      get now() {
        return now
      },
      set: (binds) => {
        set.push([...binds])
        now = binds.map((each) => ({ ...each, isOpen: true, trouble: null }))
        changes.publish(undefined)
      },
    },
    containers: { rows: () => state.rows, changed },
    isAnswering: () => state.answering,
    publishTo: async () => {
      if (state.to === null) throw new Error('damaged')
      return state.to
    },
  })
  const told = async (): Promise<PortRow[]> => {
    const ends = new AbortController()
    for await (const change of host.watch(ends.signal)) {
      ends.abort()
      if (change.kind === 'all') return change.rows
    }
    return []
  }
  return { host, state, set, told, hear: () => changed.publish(null) }
}

const web = (hostPort: number): ContainerRow =>
  containerRow(1, { ports: [{ hostIp: '0.0.0.0', hostPort, containerPort: 80, protocol: 'tcp' }] })

it('follows what containers publish, and what the user says of the network', async () => {
  const { host, state, set, told, hear } = build()
  state.rows = [web(8080)]
  hear()
  await expect.poll(() => set.at(-1)?.map(({ host }) => host)).toEqual(['127.0.0.1', '::1'])
  expect(await told()).toMatchObject([{ id: '8080/tcp', answers: ['127.0.0.1:8080', '[::1]:8080'] }])
  state.to = 'network'
  host.look()
  await expect.poll(() => set.at(-1)?.map(({ host }) => host)).toEqual(['0.0.0.0', '::'])
  state.rows = []
  hear()
  await expect.poll(() => set.at(-1)).toEqual([])
  expect(await told()).toEqual([])
})

it('lets the network in by no settings that cannot be read', async () => {
  const { state, set, hear } = build()
  state.to = null
  state.rows = [web(8080)]
  hear()
  await expect.poll(() => set.at(-1)?.map(({ host }) => host)).toEqual(['127.0.0.1', '::1'])
})

it('opens nothing by what it knew of an engine that does not answer', async () => {
  const { host, state, set, hear } = build()
  state.answering = false
  state.rows = [web(8080)]
  hear()
  host.look()
  await new Promise((resolve) => setImmediate(resolve))
  expect(set).toEqual([])
  state.answering = true
  hear()
  await expect.poll(() => set).toHaveLength(1)
})

it('looks once more for all that comes while it looks', async () => {
  const { state, set, hear } = build()
  for (let at = 0; at < 50; at += 1) {
    state.rows = [web(8000 + at)]
    hear()
  }
  await expect.poll(() => set.at(-1)?.[0]?.port).toBe(8049)
  expect(set.length).toBeLessThan(4)
})
