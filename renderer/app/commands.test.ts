import { expect, test, vi } from 'vitest'
import type { BuildRow } from '../../electron/api/schema/builds.ts'
import type { ContainerRow } from '../../electron/api/schema/containers.ts'
import type { EnginesView } from '../../electron/api/schema/engines.ts'
import type { ImageRow } from '../../electron/api/schema/images.ts'
import type { VolumeRow } from '../../electron/api/schema/volumes.ts'
import type { Berth } from '../client/berth.ts'
import { LiveTable } from '../client/live-table.ts'
import { Store } from '../client/store.ts'
import { ownEngineRow } from '../../tests/fakes/engines.ts'
import { imagesOf, manyContainers, networkRow, threeContainers } from '../../tests/fakes/rows.ts'
import { runningMachine } from '../../tests/fakes/scenes.ts'
import { findCommands, type Doors, type Lists } from './commands.ts'

const volume: VolumeRow = {
  id: 'pgdata',
  driver: 'local',
  mountpoint: '/var/lib/docker/volumes/pgdata/_data',
  created: null,
  labels: {},
  options: {},
  anonymous: false,
  usedBy: [],
}

const atOnce = (flush: () => void) => flush

function berthWith(containers = threeContainers(), engines: EnginesView | null = null): Berth {
  const berth = {
    containers: new LiveTable<ContainerRow>(atOnce),
    images: new LiveTable<ImageRow>(atOnce),
    volumes: new LiveTable<VolumeRow>(atOnce),
    machine: new Store(runningMachine()),
    engines: new Store(engines),
  }
  berth.containers.apply({ kind: 'all', rows: containers })
  berth.images.apply({ kind: 'all', rows: imagesOf(containers) })
  berth.volumes.apply({ kind: 'all', rows: [volume] })
  return berth as unknown as Berth
}

const doors: Doors = {
  goToMigration: vi.fn(),
  goTo: vi.fn(),
  goToContainer: vi.fn(),
  goToLogs: vi.fn(),
  goToImage: vi.fn(),
  goToVolume: vi.fn(),
  goToNetworks: vi.fn(),
  goToBuild: vi.fn(),
  goToRegistries: vi.fn(),
  goToSettings: vi.fn(),
  goToProject: vi.fn(),
  setColorScheme: vi.fn(),
  showKeys: vi.fn(),
}
const build = (id: string, change: Partial<BuildRow>): BuildRow => ({
  id,
  name: 'app',
  origin: 'berth',
  state: 'done',
  startedAt: '2026-01-01T00:00:00Z',
  endedAt: null,
  steps: { done: 0, total: 0, cached: 0 },
  context: null,
  target: null,
  error: null,
  jobId: null,
  ...change,
})
const lists: Lists = {
  networks: [networkRow('backend', { id: 'f00' }), networkRow('none', { builtIn: true })],
  builds: [
    build('old', {}),
    build('new', { startedAt: '2026-01-02T00:00:00Z', state: 'running', jobId: 'j' }),
  ],
}
const labels = (query: string, berth = berthWith()): string[] =>
  findCommands(berth, lists, doors, query).map((command) => command.label)

test('any other engine is switched to by its name, but for one that is not opened', () => {
  const row = (id: string, refused: 'not-encrypted' | null = null) => ({
    ...ownEngineRow,
    id,
    name: id,
    refused,
  })
  const engines = [ownEngineRow, row('attic'), row('open', 'not-encrypted')]
  const state = { answering: true, since: '', version: null, os: null, windows: null, reason: null }
  const view = { engines, current: ownEngineRow, here: 'berth', state, missing: null, windows: false }
  expect(labels('switch engine', berthWith([], view))).toEqual(['Switch to the engine attic'])
})

test('without a query it offers pages, what the machine can do, and things to go to', () => {
  const offered = labels('')
  expect(offered).toEqual(
    expect.arrayContaining(['Go to Images', 'Suspend the machine', 'Pull an image…', 'web']),
  )
  expect(offered).not.toContain('Stop web')
})

test('a container by name comes first, then what can be done with it as it is', () => {
  expect(labels('web').slice(0, 2)).toEqual(['web', 'Stop web'])
  expect(labels('importer')).toContain('Start importer')
  expect(labels('importer')).not.toContain('Stop importer')
  expect(labels('terminal importer')).toEqual([])
})

test('actions are found by their words', () => {
  expect(labels('restart web')[0]).toBe('Restart web')
  expect(labels('dark')).toEqual(['Appearance: dark'])
})

test('a command does what it says', () => {
  findCommands(berthWith(), lists, doors, 'logs of web')[0]?.run()
  expect(doors.goToContainer).toHaveBeenCalledWith('web', 'logs')
  findCommands(berthWith(), lists, doors, 'go to machine')[0]?.run()
  expect(doors.goTo).toHaveBeenCalledWith('/machine')
})

test('a volume is gone to, and what can be done with it is found', () => {
  findCommands(berthWith(), lists, doors, 'pgdata')[0]?.run()
  expect(doors.goToVolume).toHaveBeenCalledWith('pgdata')
  expect(labels('volume pgdata')).toEqual(
    expect.arrayContaining(['Back up volume pgdata…', 'Clone volume pgdata…', 'Remove volume pgdata…']),
  )
})

test('networks and the last build of a name are gone to, and what can be done with them is found', () => {
  findCommands(berthWith(), lists, doors, 'backend')[0]?.run()
  expect(doors.goToNetworks).toHaveBeenCalledWith({ open: 'backend' })
  expect(labels('backend')).toEqual(
    expect.arrayContaining(['Connect a container to backend…', 'Remove network backend…']),
  )
  expect(labels('network none')).toEqual([])
  expect(labels('build app')).toEqual(['Build app', 'Cancel build app'])
  findCommands(berthWith(), lists, doors, 'build app')[0]?.run()
  expect(doors.goToBuild).toHaveBeenCalledWith('new')
})

test('of thousands it gives a list that can be read', () => {
  expect(labels('stop', berthWith(manyContainers(5000)))).toHaveLength(50)
})
