import { expect, it } from 'vitest'
import type { LogLine } from './line.ts'
import { LineAssembler, longestLine, messageBytes } from './lines.ts'

const time = (second: number): string => `2026-08-01T12:00:0${second}.123456789Z`

function assembled(messages: (string | Buffer)[], framed = true): LogLine[] {
  const found: LogLine[] = []
  const assembler = new LineAssembler('stdout', framed, (line) => found.push(line))
  for (const message of messages) {
    if (framed) assembler.begin()
    assembler.data(Buffer.from(message))
  }
  assembler.end()
  return found
}

/** Lines of messages (with frames) or of a terminal's stream (without), as "time text". */
const lines = (messages: (string | Buffer)[], framed = true): string[] =>
  assembled(messages, framed).map((line) => `${line.time} ${line.text}`)

it('gives each message its time', () => {
  expect(lines([`${time(1)} one\n`, `${time(2)} \n`, `${time(3)} three\r\n`, `${time(4)} \r\n`])).toEqual([
    `${time(1)} one`,
    `${time(2)} `,
    `${time(3)} three`,
    `${time(4)} `,
  ])
  expect(lines(['2026-08-01T12:00:01.123456789+02:00 east\n'])).toEqual([
    '2026-08-01T12:00:01.123456789+02:00 east',
  ])
  const [utc, east] = assembled([`${time(1)} one\n`, '2026-08-01T12:00:01.123456789+02:00 east\n'])
  expect([utc?.ms, east?.ms]).toEqual([
    Date.parse('2026-08-01T12:00:01.123Z'),
    Date.parse('2026-08-01T10:00:01.123Z'),
  ])
})

it('takes what has no time as it is', () => {
  const [line] = assembled(['a message of some other kind of driver, without any time before it\n'])
  expect(line).toMatchObject({ time: '', ms: NaN, text: expect.stringMatching(/^a message/) as string })
})

it('puts a line together that the engine cut in messages, under the time of its beginning', () => {
  const messages = [`${time(1)} one `, `${time(2)} two `, `${time(3)} three\n`, `${time(4)} next\n`]
  expect(lines(messages)).toEqual([`${time(1)} one two three`, `${time(4)} next`])
})

it('gives the rest as a line at the end', () => {
  expect(lines([`${time(1)} no end`])).toEqual([`${time(1)} no end`])
  expect(lines([time(1)])).toEqual([` ${time(1)}`])
  expect(lines([])).toEqual([])
})

it('reads the same however it is cut', () => {
  const whole = Buffer.from(`${time(1)} ü✓🚢\r\n${time(2)} \n${time(3)} plain\nno time here\n${time(4)} end`)
  const expected = [
    `${time(1)} ü✓🚢`,
    `${time(2)} `,
    `${time(3)} plain`,
    `${time(3)} no time here`,
    `${time(4)} end`,
  ]
  for (let cut = 0; cut < whole.length; cut += 1)
    expect(lines([whole.subarray(0, cut), whole.subarray(cut)], false)).toEqual(expected)
  expect(
    lines(
      [...whole].map((byte) => Buffer.from([byte])),
      false,
    ),
  ).toEqual(expected)
})

it('takes the times out of a long line of a terminal', () => {
  const piece = 'x'.repeat(messageBytes)
  const stream = `${time(1)} ${piece}${time(2)} ${piece}${time(3)} end\r\n${time(4)} next\r\n`
  expect(lines([stream], false)).toEqual([`${time(1)} ${piece}${piece}end`, `${time(4)} next`])
  // What only looks like one elsewhere is text.
  expect(lines([`${time(1)} at ${time(2)} it broke\n`], false)).toEqual([`${time(1)} at ${time(2)} it broke`])
  expect(lines([`${time(1)} ${piece}\n${time(2)} next\n`], false)).toEqual([
    `${time(1)} ${piece}`,
    `${time(2)} next`,
  ])
})

it('gives a line without an end in pieces, as soon as there are any', () => {
  const messages = Array.from({ length: 9 }, () => `${time(1)} ${'x'.repeat(messageBytes)}`)
  const found = assembled([...messages, `${time(2)} end\n`, `${time(3)} next\n`])
  expect(found.map(({ text, continued }) => [text.length, continued])).toEqual([
    [longestLine, false],
    [longestLine, true],
    [messageBytes + 3, true],
    [4, false],
  ])
  expect(new Set(found.slice(0, 3).map((line) => line.time))).toEqual(new Set([time(1)]))
})

it('ends a line that fills its pieces without an empty one', () => {
  const found = assembled([`${time(1)} ${'x'.repeat(longestLine)}y`, `${time(2)} \n`, `${time(3)} next\n`])
  expect(found.map(({ text }) => text.length)).toEqual([longestLine, 1, 4])
})

it('does not end a piece with half a character', () => {
  const text = `x${'✓'.repeat(longestLine / 3 + 10)}`
  const found = assembled([`${time(1)} ${text}\n`])
  expect(found.length).toBe(2)
  expect(found.map((line) => line.text).join('')).toBe(text)
})

it('shows one replacement where the engine spoilt a character between two messages', () => {
  const spoilt = [`${time(1)} left\uFFFD`, `${time(2)} \uFFFD\uFFFDright\n`]
  expect(lines(spoilt)).toEqual([`${time(1)} left\uFFFDright`])
  // What the program itself wrote elsewhere stays.
  expect(lines([`${time(1)} \uFFFD\uFFFD left`, `${time(2)} right\n`])).toEqual([
    `${time(1)} \uFFFD\uFFFD leftright`,
  ])
})

it('finds the time behind a spoilt character of a terminal, wherever the stream is cut', () => {
  const piece = 'x'.repeat(messageBytes - 1)
  const stream = Buffer.from(`${time(1)} ${piece}\uFFFD${time(2)} \uFFFD\uFFFD end\r\n${time(3)} next\r\n`)
  const expected = [`${time(1)} ${piece}\uFFFD end`, `${time(3)} next`]
  for (let cut = messageBytes; cut < stream.length; cut += 1)
    expect(lines([stream.subarray(0, cut), stream.subarray(cut)], false)).toEqual(expected)
})
