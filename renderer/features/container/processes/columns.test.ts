import { expect, test } from 'vitest'
import type { Process } from '../../../../electron/api/schema/container.ts'
import { arranged, processColumns } from './columns.ts'

const process = (part: Partial<Process>): Process => ({
  pid: 1,
  parent: null,
  user: 'root',
  state: 'S',
  age: 5,
  cpuSeconds: 0,
  memory: 1_000_000,
  command: 'sleep 600',
  ...part,
})
const three = [
  process({ pid: 10, cpuSeconds: 3, command: 'nginx: worker' }),
  process({ pid: 9, cpuSeconds: null, user: 'nobody' }),
  process({ pid: 100, cpuSeconds: 3, command: 'Größe' }),
]
const pids = (...args: Parameters<typeof arranged>) => arranged(...args).map(({ pid }) => pid)

test('they are put in order by any column; what is not known comes last of the most', () => {
  expect(pids(three, { by: 'pid', descending: false }, '')).toEqual([9, 10, 100])
  expect(pids(three, { by: 'cpuSeconds', descending: true }, '')).toEqual([10, 100, 9])
  expect(pids(three, { by: 'command', descending: false }, '')).toEqual([100, 10, 9])
})

test('a filter looks at all words, at id, user and command', () => {
  const order = { by: 'pid', descending: false } as const
  expect(pids(three, order, 'NGINX worker')).toEqual([10])
  expect(pids(three, order, 'nobody')).toEqual([9])
  expect(pids(three, order, '100')).toEqual([100])
  expect(pids(three, order, 'nothing')).toEqual([])
})

test('CPU time reads as ps has it, and what is not known is left empty', () => {
  const say = (id: keyof Process, part: Partial<Process>) =>
    processColumns.find((column) => column.id === id)?.say(process(part))
  expect(say('cpuSeconds', { cpuSeconds: 65 })).toBe('1:05')
  expect(say('cpuSeconds', { cpuSeconds: 36_065 })).toBe('10:01:05')
  expect(say('age', { age: null })).toBe('')
  expect(say('memory', { memory: 1_500_000 })).toBe('1.50 MB')
})
