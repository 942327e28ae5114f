import { expect, test } from 'vitest'
import { isPruned, type CacheEntry } from './builds.ts'

const entry: CacheEntry = {
  id: 'abc',
  type: 'regular',
  description: 'mount / from exec /bin/sh -c make',
  bytes: 827_392,
  inUse: false,
  shared: true,
  createdAt: '2026-01-02T03:04:05.6Z',
  lastUsedAt: '2026-01-03T03:04:05.6Z',
  uses: 3,
}

test('what a prune takes: never what is in use, what images share only when all is to go', () => {
  const now = Date.parse('2026-01-04T03:04:05.6Z')
  const some = { all: false, unusedHours: null }
  expect(isPruned({ ...entry, inUse: true }, { all: true, unusedHours: null }, now)).toBe(false)
  expect(isPruned(entry, some, now)).toBe(false)
  expect(isPruned(entry, { ...some, all: true }, now)).toBe(true)
  expect(isPruned({ ...entry, shared: false }, some, now)).toBe(true)
  expect(isPruned({ ...entry, shared: false, type: 'frontend' }, some, now)).toBe(false)
  expect(isPruned({ ...entry, shared: false }, { ...some, unusedHours: 23 }, now)).toBe(true)
  expect(isPruned({ ...entry, shared: false }, { ...some, unusedHours: 25 }, now)).toBe(false)
  expect(isPruned({ ...entry, shared: false, lastUsedAt: null }, { ...some, unusedHours: 47 }, now)).toBe(
    true,
  )
})
