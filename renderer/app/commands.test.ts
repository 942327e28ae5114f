import { expect, test, vi } from 'vitest'
import type { ContainerRow } from '../../electron/api/schema/containers.ts'
import type { ImageRow } from '../../electron/api/schema/images.ts'
import type { Berth } from '../client/berth.ts'
import { LiveTable } from '../client/live-table.ts'
import { Store } from '../client/store.ts'
import { imagesOf, manyContainers, threeContainers } from '../../tests/fakes/rows.ts'
import { runningMachine } from '../../tests/fakes/scenes.ts'
import { findCommands, type Doors } from './commands.ts'

const atOnce = (flush: () => void) => flush

function berthWith(containers = threeContainers()): Berth {
  const berth = {
    containers: new LiveTable<ContainerRow>(atOnce),
    images: new LiveTable<ImageRow>(atOnce),
    machine: new Store(runningMachine()),
  }
  berth.containers.apply({ kind: 'all', rows: containers })
  berth.images.apply({ kind: 'all', rows: imagesOf(containers) })
  return berth as unknown as Berth
}

const doors: Doors = {
  goTo: vi.fn(),
  goToContainer: vi.fn(),
  goToLogs: vi.fn(),
  goToImage: vi.fn(),
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

test('of thousands it gives a list that can be read', () => {
  expect(labels('stop', berthWith(manyContainers(5000)))).toHaveLength(50)
})
