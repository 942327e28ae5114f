import { expect, it } from 'vitest'
import { LineAssembler, longestLine, messageBytes } from './lines.ts'

const time = (second: number): string => `2026-08-01T12:00:0${second}.123456789Z`

/** Lines of messages (with frames) or of a terminal's stream (without), as "time text". */
function lines(messages: (string | Buffer)[], framed = true): string[] {
  const found: string[] = []
  const assembler = new LineAssembler('stdout', (line) => found.push(`${line.time} ${line.text}`))
  for (const message of messages) {
    if (framed) assembler.begin()
    assembler.data(Buffer.from(message))
  }
  assembler.end()
  return found
}

it('gives each message its time', () => {
  expect(lines([`${time(1)} one\n`, `${time(2)} \n`, `${time(3)} three\r\n`])).toEqual([
    `${time(1)} one`,
    `${time(2)} `,
    `${time(3)} three`,
  ])
  expect(lines(['2026-08-01T12:00:01.123456789+02:00 east\n'])).toEqual([
    '2026-08-01T12:00:01.123456789+02:00 east',
  ])
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

it('keeps no more of a line than so much, and says how much is missing', () => {
  const messages = Array.from({ length: 20 }, () => `${time(1)} ${'x'.repeat(messageBytes)}`)
  const [line] = lines([...messages, `${time(1)} \n`])
  expect(line).toBe(
    `${time(1)} ${'x'.repeat(longestLine)}… (${20 * messageBytes - longestLine} more bytes not shown)`,
  )
})

it('does not end a cut line with half a character', () => {
  const text = `x${'✓'.repeat(longestLine / 3 + 10)}`
  expect(lines([`${time(1)} ${text}\n`])[0]).toMatch(/✓… \(\d+ more bytes not shown\)$/)
})
