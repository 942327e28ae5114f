import { expect, it } from 'vitest'
import { FrameParser } from './frames.ts'

function frame(stream: number, text: string): Buffer {
  const payload = Buffer.from(text)
  const header = Buffer.alloc(8)
  header.writeUInt8(stream, 0)
  header.writeUInt32BE(payload.length, 4)
  return Buffer.concat([header, payload])
}

function parse(chunks: Buffer[]): string[] {
  const frames: string[] = []
  let current: Buffer[] = []
  let stream = ''
  const parser = new FrameParser({
    begin: (of) => {
      stream = of
      current = []
    },
    data: (part) => current.push(Buffer.from(part)),
    end: () => frames.push(`${stream} ${Buffer.concat(current).toString()}`),
  })
  for (const chunk of chunks) parser.push(chunk)
  return frames
}

const whole = Buffer.concat([
  frame(1, 'one ✓'),
  frame(2, ''),
  frame(2, 'two'),
  frame(0, 'in'),
  frame(3, 'broken'),
])
const expected = ['stdout one ✓', 'stderr ', 'stderr two', 'stdout in', 'error broken']

it('takes frames apart, wherever the stream is cut', () => {
  expect(parse([whole])).toEqual(expected)
  expect(parse([...whole].map((byte) => Buffer.from([byte])))).toEqual(expected)
  for (let cut = 0; cut < whole.length; cut += 1)
    expect(parse([whole.subarray(0, cut), whole.subarray(cut)])).toEqual(expected)
})

it('passes on what has come of a frame that claims four gigabytes', () => {
  const header = Buffer.from([1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff])
  let bytes = 0
  const parser = new FrameParser({
    begin: () => undefined,
    data: (part) => (bytes += part.length),
    end: () => expect.unreachable(),
  })
  parser.push(header)
  for (let at = 0; at < 100; at += 1) parser.push(Buffer.alloc(65_536))
  expect(bytes).toBe(6_553_600)
})

it('refuses what are no frames', () => {
  expect(() => parse([Buffer.from('plain text of a terminal')])).toThrow(RangeError)
})
