import { expect, it } from 'vitest'
import type { EngineEvent } from '../events.ts'
import { newsOf } from './cache.ts'

const event = (part: Partial<EngineEvent>): EngineEvent => ({
  type: 'container',
  action: 'start',
  id: 'a',
  attributes: {},
  detail: '',
  time: '2026-01-01T00:00:00Z',
  nano: 0,
  ...part,
})

it('hears of the container, not of the network, that somebody connects', () => {
  const connect = event({ type: 'network', action: 'connect', id: 'net', attributes: { container: 'a' } })
  // moby says so before its lists know.
  expect(newsOf(connect)).toEqual({ id: 'a', gone: false, early: true })
  expect(newsOf({ ...connect, action: 'disconnect' })).toEqual({ id: 'a', gone: false, early: true })
  expect(newsOf({ ...connect, action: 'create', attributes: {} })).toBeNull()
})

it('asks about what changes a row, and once more about a pause', () => {
  expect(newsOf(event({}))).toEqual({ id: 'a', gone: false, early: false })
  expect(newsOf(event({ action: 'unpause' }))).toEqual({ id: 'a', gone: false, early: true })
  expect(newsOf(event({ action: 'destroy' }))).toEqual({ id: 'a', gone: true, early: false })
  for (const action of ['exec_start: sh', 'resize', 'attach', 'top'])
    expect(newsOf(event({ action })), action).toBeNull()
  expect(newsOf(event({ type: 'image' }))).toBeNull()
})
