import { expect, test } from 'vitest'
import type { Notice, NoticedContainer } from '../../../electron/api/schema/notices.ts'
import { containerWords, inOrder, noticeNews, noticeTitle } from './words.ts'

const container = (name: string, change: Partial<NoticedContainer> = {}): NoticedContainer => ({
  id: `id-${name}`,
  name,
  composeProject: null,
  exitCode: 3,
  count: 1,
  lastAt: 'T',
  line: null,
  ...change,
})
const notice = (containers: NoticedContainer[], change: Partial<Notice> = {}): Notice => ({
  id: 'n1',
  kind: 'died',
  firstAt: 'T',
  lastAt: 'T',
  count: containers.length,
  containers,
  more: 0,
  read: false,
  ...change,
})

test('one container is named, many are counted', () => {
  expect(noticeTitle(notice([container('web')]))).toBe('web died with exit code 3')
  expect(noticeTitle(notice([container('web')], { count: 5 }))).toBe(
    'web died 5 times, last with exit code 3',
  )
  expect(noticeTitle(notice([container('web')], { kind: 'oom' }))).toBe('web ran out of memory')
  expect(noticeTitle(notice([container('web')], { kind: 'unhealthy', count: 2 }))).toBe(
    'web turned unhealthy 2 times',
  )
  expect(noticeTitle(notice([container('a'), container('b')], { more: 10 }))).toBe('12 containers died')
})

test('of a group it says what its title does not', () => {
  expect(containerWords(container('a'))).toBe('exit code 3')
  expect(containerWords(container('a', { count: 4 }))).toBe('exit code 3, 4 times')
  expect(containerWords(container('a', { exitCode: null }))).toBe('')
})

test('outside of the page it brings the last line, or the names', () => {
  expect(noticeNews(notice([container('web', { line: 'panic: no' })]))).toEqual({
    title: 'web died with exit code 3',
    body: 'panic: no',
  })
  const many = Array.from({ length: 7 }, (_, n) => container(`c${n}`))
  expect(noticeNews(notice(many, { more: 3 })).body).toBe('c0, c1, c2, c3, c4, +5')
})

test('the newest is first', () => {
  const rows = ['1', '3', '2'].map((lastAt) => notice([container('a')], { id: lastAt, lastAt }))
  expect(inOrder(rows).map(({ id }) => id)).toEqual(['3', '2', '1'])
})
