import { beforeEach, expect, it } from 'vitest'
import type { Alarm } from './alarms.ts'
import { gatherMs, loopMs, NoticeList } from './list.ts'

let list: NoticeList
let now: number
beforeEach(() => {
  list = new NoticeList()
  now = 1_000_000
})
const alarm = (name: string, change: Partial<Alarm> = {}): Alarm => ({
  kind: 'died',
  id: `id-${name}`,
  name,
  composeProject: null,
  exitCode: 1,
  at: new Date(now).toISOString(),
  ...change,
})
const seen = (): string[] =>
  list.table
    .rows()
    .map(
      ({ kind, count, containers, more }) =>
        `${kind} ${count}: ${containers.map(({ name, count: times }) => `${name}×${times}`).join(' ')} +${more}`,
    )

it('makes one notice of many within some seconds, and another of what comes later', () => {
  list.add(alarm('a'), now)
  list.add(alarm('b'), now + gatherMs - 1)
  list.add(alarm('c', { kind: 'oom' }), now + 100)
  list.add(alarm('d'), now + gatherMs)
  expect(seen()).toEqual(['died 2: a×1 b×1 +0', 'oom 1: c×1 +0', 'died 1: d×1 +0'])
})

it('counts a restart loop in one notice as long as it goes on', () => {
  const first = list.add(alarm('a', { exitCode: 1 }), now)
  for (let n = 1; n < 50; n += 1) {
    now += loopMs - 1
    expect(list.add(alarm('a', { id: `made-anew-${n}`, exitCode: n }), now).id).toBe(first.id)
  }
  expect(list.table.rows()).toMatchObject([
    { count: 50, firstAt: first.firstAt, containers: [{ id: 'made-anew-49', count: 50, exitCode: 49 }] },
  ])
  expect(list.add(alarm('a'), now + loopMs).id).not.toBe(first.id)
})

it('takes up what an earlier host told: a loop goes on in it, and something else does not join it', () => {
  const first = list.add(alarm('a'), now)
  const next = new NoticeList()
  next.restore(list.table.rows())
  now += loopMs - 1
  expect(next.add(alarm('b'), now).id).not.toBe(first.id)
  expect(next.add(alarm('a'), now).id).toBe(first.id)
  expect(next.table.rows()).toHaveLength(2)
})

it('bounds the containers of a notice, and the notices', () => {
  for (let n = 0; n < 30; n += 1) list.add(alarm(`c${n}`), now)
  expect(list.table.rows()[0]).toMatchObject({ count: 30, more: 10 })
  expect(list.table.rows()[0]!.containers).toHaveLength(20)
  for (let n = 0; n < 200; n += 1) {
    now += gatherMs
    list.add(alarm(`later${n}`), now)
  }
  expect(list.table.rows()).toHaveLength(100)
  expect(list.table.rows().at(-1)?.containers[0]?.name).toBe('later199')
})

it('is read, stays read while a loop goes on, and is dismissed', () => {
  const notice = list.add(alarm('a'), now)
  list.read()
  list.add(alarm('a'), now + 1000)
  expect(list.table.get(notice.id)).toMatchObject({ read: true, count: 2 })
  now += gatherMs
  list.add(alarm('b'), now)
  list.dismiss(notice.id)
  expect(seen()).toEqual(['died 1: b×1 +0'])
  list.dismiss(null)
  expect(seen()).toEqual([])
})

it('keeps a last line over the next time', () => {
  const notice = list.add(alarm('a'), now)
  list.setLine(notice.id, 'id-a', 'panic: no')
  list.setLine('gone', 'id-a', 'x')
  list.add(alarm('a'), now + 1)
  expect(list.table.get(notice.id)?.containers[0]?.line).toBe('panic: no')
})
