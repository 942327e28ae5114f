import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bootableKernel, unpackBzImage, unpackZboot } from './kernel.ts'

function image(magic = 'ARMd'): Buffer {
  const bytes = Buffer.alloc(256, 7)
  bytes.write(magic, 56, 'latin1')
  return bytes
}

function zboot(payload: Buffer, compression = 'gzip'): Buffer {
  const header = Buffer.alloc(64)
  const packed = gzipSync(payload)
  header.write('MZ', 0, 'latin1')
  header.write('zimg', 4, 'latin1')
  header.writeUInt32LE(header.length, 8)
  header.writeUInt32LE(packed.length, 12)
  header.write(compression, 24, 'latin1')
  return Buffer.concat([header, packed, Buffer.alloc(100, 9)])
}

const pvhNote = Buffer.from('04000000080000001200000058656e00', 'hex')

function elf(note = pvhNote): Buffer {
  return Buffer.concat([Buffer.from('\x7fELF', 'latin1'), Buffer.alloc(60), note, Buffer.alloc(32, 1)])
}

function bzImage(payload: Buffer): Buffer {
  const sectors = 3
  const setup = Buffer.alloc((sectors + 1) * 512)
  setup.writeUInt8(sectors, 0x1f1)
  setup.write('HdrS', 0x202, 'latin1')
  setup.writeUInt32LE(16, 0x248)
  setup.writeUInt32LE(payload.length, 0x24c)
  return Buffer.concat([setup, Buffer.alloc(16), payload, Buffer.alloc(50)])
}

describe('unpackZboot', () => {
  it('takes the Image out of an EFI-zboot file', () => {
    expect(unpackZboot(zboot(image()))).toEqual(image())
  })

  it.each([
    ['no header', image(), 'no EFI-zboot header'],
    ['another compression', zboot(image(), 'zstd'), 'zstd'],
    ['another payload', zboot(image('PPC!')), 'no arm64 Image'],
  ])('refuses %s', (_, file, why) => {
    expect(() => unpackZboot(file)).toThrow(why)
  })
})

describe('unpackBzImage', () => {
  it('takes the ELF file out of a bzImage', () => {
    expect(unpackBzImage(bzImage(gzipSync(elf())))).toEqual(elf())
  })

  it.each([
    ['no boot header', Buffer.alloc(2048), 'no Linux boot header'],
    ['another compression', bzImage(Buffer.from('28b52ffd0000', 'hex')), 'not compressed with gzip'],
    ['another payload', bzImage(gzipSync(Buffer.from('text'))), 'no ELF file'],
    ['a kernel without PVH', bzImage(gzipSync(elf(Buffer.alloc(16)))), 'no PVH entry'],
  ])('refuses %s', (_, file, why) => {
    expect(() => unpackBzImage(file)).toThrow(why)
  })
})

describe('bootableKernel', () => {
  it('unpacks what each architecture has', () => {
    expect(bootableKernel('aarch64', zboot(image()))).toEqual(image())
    expect(bootableKernel('x86_64', bzImage(gzipSync(elf())))).toEqual(elf())
  })
})
