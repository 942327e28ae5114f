import { expect, test } from 'vitest'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { containerRow } from '../../../tests/fakes/rows.ts'
import { possibleActions } from './actions.tsx'
import { lookOf, statusWords } from './words.ts'

const now = Date.parse('2026-01-01T12:00:00Z')
const startedAt = '2026-01-01T11:55:00Z'
const finishedAt = '2026-01-01T10:00:00Z'

test.each<[Partial<ContainerRow>, string, ReturnType<typeof lookOf>]>([
  [{ startedAt }, 'Up 5 min', 'on'],
  [{ startedAt, health: 'healthy' }, 'Up 5 min (healthy)', 'on'],
  [{ startedAt, health: 'unhealthy' }, 'Up 5 min (unhealthy)', 'bad'],
  [{ startedAt, health: 'starting' }, 'Up 5 min (health: starting)', 'busy'],
  [{ startedAt: null }, 'Up', 'on'],
  [{ startedAt, state: 'paused' }, 'Up 5 min (paused)', 'paused'],
  [{ state: 'exited', exitCode: 0, finishedAt }, 'Exited (0) 2 h ago', 'off'],
  [{ state: 'exited', exitCode: 1, finishedAt }, 'Exited (1) 2 h ago', 'bad'],
  [{ state: 'exited', exitCode: 137, finishedAt: null }, 'Exited (137)', 'off'],
  [{ state: 'restarting', exitCode: 3 }, 'Restarting (3)', 'busy'],
  [{ state: 'restarting' }, 'Restarting', 'busy'],
  [{ state: 'created' }, 'Created', 'off'],
  [{ state: 'removing' }, 'Removing', 'busy'],
  [{ state: 'dead' }, 'Dead', 'bad'],
])('%j reads "%s" and looks %s', (change, words, look) => {
  const row = containerRow(1, change)
  expect(statusWords(row, now)).toBe(words)
  expect(lookOf(row)).toBe(look)
})

test('what can be done fits the state', () => {
  expect(possibleActions(containerRow(1))).toEqual(['stop', 'restart', 'pause', 'kill'])
  expect(possibleActions(containerRow(1, { state: 'paused' }))).toContain('unpause')
  expect(possibleActions(containerRow(1, { state: 'exited' }))).toEqual(['start', 'restart'])
  expect(possibleActions(containerRow(1, { state: 'removing' }))).toEqual([])
})
