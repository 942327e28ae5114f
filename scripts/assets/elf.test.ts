import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { elfNeeds } from './elf.ts'

const loadAddress = 0x400000

/** A file of one load segment over all of it and a dynamic section that needs `libraries`. */
function dynamicElf(libraries: readonly string[]): Buffer {
  const strings = Buffer.from(`\0${libraries.map((name) => `${name}\0`).join('')}`, 'latin1')
  const stringsAt = 64 + 2 * 56
  const dynamicAt = Math.ceil((stringsAt + strings.length) / 16) * 16
  const entries: [bigint, bigint][] = [[5n, BigInt(loadAddress + stringsAt)]]
  for (const name of libraries) entries.push([1n, BigInt(strings.indexOf(`\0${name}\0`, 0, 'latin1') + 1)])
  entries.push([0n, 0n])
  const size = dynamicAt + entries.length * 16
  const file = Buffer.alloc(size)
  file.write('\x7fELF\x02\x01', 0, 'latin1')
  file.writeBigUInt64LE(64n, 32)
  file.writeUInt16LE(56, 54)
  file.writeUInt16LE(2, 56)
  const header = (index: number, type: number, offset: number, bytes: number): void => {
    const at = 64 + index * 56
    file.writeUInt32LE(type, at)
    file.writeBigUInt64LE(BigInt(offset), at + 8)
    file.writeBigUInt64LE(BigInt(loadAddress + offset), at + 16)
    file.writeBigUInt64LE(BigInt(bytes), at + 32)
  }
  header(0, 1, 0, size)
  header(1, 2, dynamicAt, entries.length * 16)
  strings.copy(file, stringsAt)
  entries.forEach(([tag, value], index) => {
    file.writeBigInt64LE(tag, dynamicAt + index * 16)
    file.writeBigUInt64LE(value, dynamicAt + index * 16 + 8)
  })
  return file
}

describe('elfNeeds', () => {
  it('names the libraries in their order', () => {
    expect(elfNeeds(dynamicElf(['libcrypto.so.3', 'libc.so.6']))?.libraries).toEqual([
      'libcrypto.so.3',
      'libc.so.6',
    ])
  })

  it('finds none in a static file', () => {
    const file = dynamicElf([])
    file.writeUInt16LE(1, 56)
    expect(elfNeeds(file)?.libraries).toEqual([])
  })

  it('knows the C library of a real program', () => {
    expect(elfNeeds(readFileSync(process.execPath))?.libraries).toContain('libc.so.6')
  })

  it.each([
    ['a script', Buffer.from('#!/bin/sh\n')],
    ['a 32-bit file', Buffer.from('\x7fELF\x01\x01', 'latin1')],
    ['nothing', Buffer.alloc(0)],
  ])('is null for %s', (_, file) => {
    expect(elfNeeds(file)).toBeNull()
  })
})
