import { describe, expect, it } from 'vitest'
import { cpio } from './cpio.ts'

interface Member {
  readonly name: string
  readonly mode: number
  readonly data: string
  readonly device: readonly [number, number]
}

/** Reads an archive back by the kernel's own description of the format. */
function read(archive: Buffer): Member[] {
  const members: Member[] = []
  for (let at = 0; at < archive.length;) {
    expect(archive.toString('latin1', at, at + 6)).toBe('070701')
    const field = (index: number): number =>
      parseInt(archive.toString('latin1', at + 6 + index * 8, at + 14 + index * 8), 16)
    const nameEnd = at + 110 + field(11)
    const dataStart = Math.ceil(nameEnd / 4) * 4
    members.push({
      name: archive.toString('utf8', at + 110, nameEnd - 1),
      mode: field(1),
      data: archive.toString('utf8', dataStart, dataStart + field(6)),
      device: [field(9), field(10)],
    })
    at = Math.ceil((dataStart + field(6)) / 4) * 4
  }
  return members
}

describe('cpio', () => {
  it('writes every kind of member so that the format reads back', () => {
    const archive = cpio([
      { kind: 'dir', name: 'bin', mode: 0o755 },
      { kind: 'file', name: 'init', mode: 0o755, data: Buffer.from('#!/bin/sh\n') },
      { kind: 'link', name: 'bin/sh', target: 'busybox' },
      { kind: 'chardev', name: 'dev/console', mode: 0o600, major: 5, minor: 1 },
    ])
    expect(read(archive)).toEqual([
      { name: 'bin', mode: 0o040755, data: '', device: [0, 0] },
      { name: 'init', mode: 0o100755, data: '#!/bin/sh\n', device: [0, 0] },
      { name: 'bin/sh', mode: 0o120777, data: 'busybox', device: [0, 0] },
      { name: 'dev/console', mode: 0o020600, data: '', device: [5, 1] },
      { name: 'TRAILER!!!', mode: 0, data: '', device: [0, 0] },
    ])
  })

  it.each([0, 1, 2, 3, 4, 5])('pads names and %i bytes of data to four', (bytes) => {
    const archive = cpio([
      { kind: 'file', name: 'x'.repeat(bytes + 1), mode: 0o644, data: Buffer.alloc(bytes, 'd') },
    ])
    expect(archive.length % 4).toBe(0)
    expect(read(archive)[0]?.data).toBe('d'.repeat(bytes))
  })

  it('depends on contents alone', () => {
    const once = cpio([{ kind: 'file', name: 'a', mode: 0o644, data: Buffer.from('a') }])
    expect(cpio([{ kind: 'file', name: 'a', mode: 0o644, data: Buffer.from('a') }])).toEqual(once)
  })
})
