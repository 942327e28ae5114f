import { expect, test } from 'vitest'
import { eventRow } from '../../../tests/fakes/events.ts'
import { eventCommand, eventJson, eventTime, isBad, rowName, summaryOf } from './words.ts'

const nameOf = (id: string): string => (id === 'c1' ? 'web' : id)
const summary = (change: Parameters<typeof eventRow>[1]): string => summaryOf(eventRow(1, change), nameOf)

test('an event is summed up by what matters of it', () => {
  expect(summary({ action: 'create' })).toBe('nginx:1.29')
  expect(summary({ action: 'die', attributes: { exitCode: '3' } })).toBe('exit code 3')
  expect(summary({ action: 'kill', attributes: { signal: '15' } })).toBe('SIGTERM')
  expect(summary({ action: 'kill', attributes: { signal: '37' } })).toBe('signal 37')
  expect(summary({ action: 'health_status', detail: 'unhealthy' })).toBe('unhealthy')
  expect(summary({ action: 'oom' })).toBe('out of memory')
  expect(summary({ action: 'rename', attributes: { oldName: '/old' } })).toBe('was old')
  expect(summary({ type: 'network', action: 'connect', attributes: { container: 'c1' } })).toBe('web')
  expect(
    summary({ type: 'volume', action: 'mount', attributes: { container: 'c1', destination: '/d' } }),
  ).toBe('web at /d')
  expect(summary({ type: 'builder', action: 'prune', attributes: { reclaimed: '2000000' } })).toBe(
    '2.00 MB freed',
  )
  expect(summary({ action: 'stop' })).toBe('')
})

test('only what went wrong is bad', () => {
  expect(isBad(eventRow(1, { action: 'die', attributes: { exitCode: '1' } }))).toBe(true)
  for (const exitCode of ['0', '137', '143'])
    expect(isBad(eventRow(1, { action: 'die', attributes: { exitCode } }))).toBe(false)
  expect(isBad(eventRow(1, { action: 'oom' }))).toBe(true)
  expect(isBad(eventRow(1, { action: 'health_status', detail: 'unhealthy' }))).toBe(true)
  expect(isBad(eventRow(1, { action: 'health_status', detail: 'healthy' }))).toBe(false)
  expect(isBad(eventRow(1, { type: 'volume', action: 'destroy' }))).toBe(false)
})

test('it is named, written as JSON, and asked for as docker does', () => {
  const row = eventRow(1, { action: 'exec_start', detail: 'ls', name: 'sha256:' + '12'.repeat(32) })
  expect(rowName(row)).toBe('container exec_start 121212121212')
  expect(JSON.parse(eventJson(row))).toEqual({
    Type: 'container',
    Action: 'exec_start: ls',
    Actor: { ID: row.object, Attributes: row.attributes },
    time: 1785585601,
    timeNano: 1785585601000000000,
  })
  expect(eventCommand(row)).toBe(
    'docker events --since 2026-08-01T12:00:00.999Z --until 2026-08-01T12:00:01.001Z --filter type=container --filter event=exec_start',
  )
})

test('another day than today is said', () => {
  const noon = new Date(2026, 7, 1, 12, 30).toISOString()
  expect(eventTime(noon, new Date(2026, 7, 1, 23).getTime())).toBe('12:30:00')
  expect(eventTime(noon, new Date(2026, 7, 2, 1).getTime())).toMatch(/^1 Aug,? 12:30$/)
})
