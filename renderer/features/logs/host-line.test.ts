// @vitest-environment node
import { expect, test } from 'vitest'
import { hostLine } from './host-line.ts'

test('the host’s JSON becomes a sentence', () => {
  const raw =
    '{"level":40,"time":1793610843720,"pid":1,"hostname":"pc","msg":"slow","ms":12,"who":"kvm","a":{"b":1}}'
  expect(hostLine(raw)).toEqual({
    text: 'warn  slow ms=12 who=kvm a={"b":1}',
    time: 1793610843720,
    stream: 'stderr',
  })
})

test('levels and times by name and by ISO', () => {
  expect(hostLine('{"level":"info","time":"2026-01-01T00:00:00Z","msg":"up"}')).toEqual({
    text: 'info  up',
    time: Date.parse('2026-01-01T00:00:00Z'),
    stream: 'stdout',
  })
})

test.each(['plain words', '{broken', '{"level"'])('%s stays as it is', (raw) => {
  expect(hostLine(raw)).toEqual({ text: raw, time: NaN, stream: 'stdout' })
})
