import { expect, test, vi } from 'vitest'
import { threeContainers } from '../../../tests/fakes/rows.ts'
import type { Berth } from '../../client/berth.ts'
import { Store } from '../../client/store.ts'
import { containerEntries } from './entries.ts'

const berth = { engines: new Store(null) } as unknown as Berth
const [web] = threeContainers()
const row = { ...web!, name: 'web $& $1', state: 'running' as const }
const goTo = vi.fn()
const entries = (part: Partial<typeof row> | { state: 'dead' | 'exited' } = {}) =>
  containerEntries(berth, { ...row, ...part }, goTo)
const ids = (part?: Parameters<typeof entries>[0]) => entries(part).map(({ id }) => id)

test('it offers what can be done with a container as it is', () => {
  expect(ids()).toEqual(
    expect.arrayContaining(['stop', 'terminal', 'stats', 'rename', 'update', 'commit', 'export', 'remove']),
  )
  expect(ids({ state: 'exited' })).not.toContain('terminal')
  expect(ids({ state: 'exited' })).toContain('start')
  expect(ids({ state: 'dead' })).not.toContain('rename')
  expect(ids().at(-1)).toBe('remove')
})

test('entries of a group stand together, and each has an id of its own', () => {
  const groups = entries().map(({ group }) => group)
  expect(groups.filter((group, at) => group !== groups[at - 1])).toHaveLength(new Set(groups).size)
  expect(new Set(ids()).size).toBe(ids().length)
})

test('the palette says the name, whatever characters it has', () => {
  const rename = entries().find(({ id }) => id === 'rename')
  expect(rename?.label).toBe('Rename…')
  expect(rename?.command).toBe('Rename web $& $1…')
})

test('a look goes to its tab', () => {
  entries()
    .find(({ id }) => id === 'stats')
    ?.run()
  expect(goTo).toHaveBeenCalledWith('stats')
})
