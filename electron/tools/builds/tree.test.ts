import { expect, test } from 'vitest'
import { BuildTree } from './tree.ts'

const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString()
const data = (text: string): string => Buffer.from(text).toString('base64')
const line = (status: object): string => JSON.stringify(status)
const only = (tree: BuildTree) => tree.steps[0]!

test('a step waits, runs and is done; the time of all of its runs counts once', () => {
  const tree = new BuildTree()
  const vertex = { digest: 'sha256:a', name: '[1/2] RUN make' }
  tree.push([line({ vertexes: [vertex] })])
  expect(only(tree)).toMatchObject({ state: 'waiting', ms: 0, runningSince: null })
  tree.push([line({ vertexes: [{ ...vertex, started: at(1) }] })])
  expect(only(tree)).toMatchObject({ state: 'running', runningSince: at(1) })
  const ended = line({ vertexes: [{ ...vertex, started: at(1), completed: at(3) }] })
  tree.push([ended, ended])
  expect(only(tree)).toMatchObject({ state: 'done', ms: 2000, runningSince: null })
  tree.push([line({ vertexes: [{ ...vertex, started: at(4) }] })])
  expect(only(tree)).toMatchObject({ state: 'running', ms: 2000, runningSince: at(4) })
  tree.push([line({ vertexes: [{ ...vertex, started: at(4), completed: at(5), cached: true }] })])
  expect(only(tree)).toMatchObject({ state: 'done', ms: 3000, cached: true })
  expect(tree.counts).toEqual({ done: 1, total: 1, cached: 1 })
})

test('a failed step is told from one that was called off', () => {
  const tree = new BuildTree()
  const ended = { started: at(1), completed: at(2) }
  tree.push([
    line({
      vertexes: [
        { digest: 'a', name: 'RUN false', ...ended, error: 'exit code: 1' },
        { digest: 'b', name: 'RUN sleep', ...ended, error: 'exit code: 137: context canceled' },
      ],
    }),
  ])
  expect(tree.steps.map(({ state }) => state)).toEqual(['failed', 'cancelled'])
  expect(tree.failed?.name).toBe('RUN false')
})

test('output is put together to lines, for each stream, and ends with its step', () => {
  const tree = new BuildTree()
  const log = (text: string, stream = 1): object => ({
    vertex: 'a',
    stream,
    data: data(text),
    timestamp: at(1),
  })
  expect(tree.push([line({ logs: [log('one\ntw'), log('oops\n', 2)] })]).lines).toEqual([
    { step: 'a', stream: 'stdout', text: 'one', time: Date.parse(at(1)) },
    { step: 'a', stream: 'stderr', text: 'oops', time: Date.parse(at(1)) },
  ])
  expect(tree.push([line({ logs: [log('o\nlast')] })]).lines.map(({ text }) => text)).toEqual(['two'])
  const end = line({ vertexes: [{ digest: 'a', name: 'RUN', started: at(1), completed: at(2) }] })
  expect(tree.push([end]).lines.map(({ text }) => text)).toEqual(['last'])
})

test('progress counts what moves, and goes with its end', () => {
  const tree = new BuildTree()
  const part = (id: string, current: number, total: number, completed?: string): object => ({
    id,
    vertex: 'a',
    current,
    total,
    completed,
  })
  tree.push([
    line({ statuses: [part('layer 1', 10, 100), part('layer 2', 50, 50, at(2)), part('resolve', 0, 0)] }),
  ])
  expect(only(tree).progress).toEqual({ name: 'layer 1', current: 60, total: 150 })
  tree.push([line({ statuses: [part('layer 1', 100, 100, at(3)), part('resolve', 0, 0, at(3))] })])
  expect(only(tree).progress).toBeNull()
  tree.push([line({ statuses: [part('transferring', 4096, 0)] })])
  tree.push([line({ statuses: [part('layer 1', 100, 100, at(3))] })])
  expect(only(tree).progress).toMatchObject({ name: 'transferring' })
})

test('what is no status is words; nonsense changes nothing', () => {
  const tree = new BuildTree()
  const update = tree.push(['', 'Dockerfile:2', '{"vertexes": 7}', '{broken', 'ERROR: failed'])
  expect(update.steps).toEqual([])
  expect(update.lines.map(({ text, step }) => [text, step])).toEqual([
    ['Dockerfile:2', null],
    ['{"vertexes": 7}', null],
    ['{broken', null],
    ['ERROR: failed', null],
  ])
  for (let n = 0; n < 500; n += 1) tree.push([`line ${n}`])
  expect(tree.words).toHaveLength(200)
})
