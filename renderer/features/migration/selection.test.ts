import { expect, test } from 'vitest'
import type { MigrationInventory } from '../../../electron/api/schema/migration.ts'
import { everything, planOf, sizeOf } from './selection.ts'

const anonymous = 'a'.repeat(64)
const inventory: MigrationInventory = {
  images: [
    { id: 'app:latest', bytes: 10, there: false },
    { id: 'db:1', bytes: 5, there: true },
    { id: 'odd:2', bytes: 7, there: false },
  ],
  volumes: [
    { id: 'data', bytes: 100, there: false },
    { id: anonymous, bytes: null, there: false },
  ],
  containers: [{ id: 'web', image: 'app', volumes: [anonymous], binds: [], running: true, there: false }],
}

test('at first all is chosen that is not there; volumes without a name come with who needs them', () => {
  const plan = planOf('/s', inventory, everything(inventory))
  expect(plan).toEqual({
    source: '/s',
    containers: ['web'],
    images: ['app:latest', 'odd:2'],
    volumes: ['data', anonymous],
  })
  expect(sizeOf(inventory, plan)).toEqual({ bytes: 117, unknown: true })
})

test('a container brings its image along, and nothing else that was not chosen', () => {
  const none = new Set<string>()
  const plan = planOf('/s', inventory, { containers: new Set(['web']), images: none, volumes: none })
  expect(plan).toMatchObject({ images: ['app:latest'], volumes: [anonymous] })
  const images = planOf('/s', inventory, {
    containers: none,
    images: new Set(['odd:2', 'db:1']),
    volumes: none,
  })
  expect(images).toMatchObject({ containers: [], images: ['odd:2'], volumes: [] })
  expect(sizeOf(inventory, images)).toEqual({ bytes: 7, unknown: false })
})
