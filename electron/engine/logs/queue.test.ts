import { expect, it } from 'vitest'
import type { LogLine } from './line.ts'
import { LineQueue } from './queue.ts'

const line = (text: string, continued = false): LogLine => ({
  stream: 'stdout',
  time: '',
  ms: 0,
  text,
  continued,
})

it('gives what was put in, in its order, and weighs what waits', () => {
  const queue = new LineQueue()
  for (let at = 0; at < 20_000; at += 1) queue.push(line(`line ${at}`))
  const weight = queue.weight
  for (let at = 0; at < 10_000; at += 1) expect(queue.take()).toMatchObject({ text: `line ${at}` })
  expect(queue.size).toBe(10_000)
  expect(queue.weight).toBeLessThan(weight)
  expect(queue.peek()).toMatchObject({ text: 'line 10000' })
  while (queue.size > 0) queue.take()
  expect([queue.take(), queue.peek(), queue.weight]).toEqual([undefined, undefined, 0])
})

it('says how many lines were left out, one after the other time', () => {
  const queue = new LineQueue()
  queue.push(line('one'))
  queue.push({ kind: 'started' })
  queue.push(line('two'))
  queue.push(line('goes on', true))
  queue.leaveOut()
  queue.push(line('three'))
  queue.leaveOut()
  queue.push(line('four'))
  expect([queue.take(), queue.take(), queue.take(), queue.take()]).toEqual([
    { kind: 'left-out', lines: 3 },
    { kind: 'started' },
    line('four'),
    undefined,
  ])
})

it('cannot count what nobody counted', () => {
  const queue = new LineQueue()
  queue.push(line('one'))
  queue.push({ kind: 'left-out', lines: null })
  queue.push(line('two'))
  queue.leaveOut()
  expect(queue.take()).toEqual({ kind: 'left-out', lines: null })
})

it('leaves no note where nothing was left out', () => {
  const queue = new LineQueue()
  queue.leaveOut()
  expect(queue.size).toBe(0)
})
