import { expect, test, vi } from 'vitest'
import type { ContainerRow } from '../../electron/api/schema/containers.ts'
import type { ImageRow } from '../../electron/api/schema/images.ts'
import type { VolumeRow } from '../../electron/api/schema/volumes.ts'
import type { Berth } from '../client/berth.ts'
import { LiveTable } from '../client/live-table.ts'
import { Store } from '../client/store.ts'
import { imagesOf, manyContainers, threeContainers } from '../../tests/fakes/rows.ts'
import { runningMachine } from '../../tests/fakes/scenes.ts'
import { findCommands, type Doors } from './commands.ts'

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

function berthWith(containers = threeContainers()): Berth {
  const berth = {
    containers: new LiveTable<ContainerRow>(atOnce),
    images: new LiveTable<ImageRow>(atOnce),
    volumes: new LiveTable<VolumeRow>(atOnce),
    machine: new Store(runningMachine()),
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
  goToRegistries: vi.fn(),
  goToSettings: vi.fn(),
  goToProject: vi.fn(),
  setColorScheme: vi.fn(),
  showKeys: vi.fn(),
}
const labels = (query: string, berth = berthWith()): string[] =>
  findCommands(berth, doors, query).map((command) => command.label)

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
  findCommands(berthWith(), doors, 'logs of web')[0]?.run()
  expect(doors.goToContainer).toHaveBeenCalledWith('web', 'logs')
  findCommands(berthWith(), doors, 'go to machine')[0]?.run()
  expect(doors.goTo).toHaveBeenCalledWith('/machine')
})

test('a volume is gone to, and what can be done with it is found', () => {
  findCommands(berthWith(), doors, 'pgdata')[0]?.run()
  expect(doors.goToVolume).toHaveBeenCalledWith('pgdata')
  expect(labels('volume pgdata')).toEqual(
    expect.arrayContaining(['Back up volume pgdata…', 'Clone volume pgdata…', 'Remove volume pgdata…']),
  )
})

test('of thousands it gives a list that can be read', () => {
  expect(labels('stop', berthWith(manyContainers(5000)))).toHaveLength(50)
})
