import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  /** with forward slashes, never absolute */
  readonly name: string
  readonly data: Buffer
}

const utf8Names = 0x0800
const deflated = 8
/** 2.0: folders and deflate */
const version = 20
/** file, rw for its owner alone, in the upper half; what unpackers on Unix obey */
const mode = (0o100600 << 16) >>> 0

/**
 * A zip of a few small files (APPNOTE.TXT 6.3.10; no zip64, so under 4 GiB and 65,536 entries). It is made whole in memory:
 * only for what is bounded beforehand.
 */
export function zip(entries: readonly ZipEntry[], at = new Date()): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data } of entries) {
    const bytes = Buffer.from(name, 'utf8')
    const packed = deflateRawSync(data)
    const common = commonFields(at, data, packed.length, bytes.length)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    common.copy(local, 4)
    files.push(local, bytes, packed)

    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE((3 << 8) | version, 4)
    common.copy(central, 6)
    central.writeUInt32LE(mode, 38)
    central.writeUInt32LE(offset, 42)
    directory.push(central, bytes)
    offset += local.length + bytes.length + packed.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, ...directory, end])
}

/** The 26 bytes that a file's own header and its entry in the directory share. */
function commonFields(at: Date, data: Buffer, packed: number, nameBytes: number): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(version, 0)
  fields.writeUInt16LE(utf8Names, 2)
  fields.writeUInt16LE(deflated, 4)
  fields.writeUInt16LE((at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1), 6)
  fields.writeUInt16LE(
    (Math.max(0, at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate(),
    8,
  )
  fields.writeUInt32LE(crc32(data), 10)
  fields.writeUInt32LE(packed, 14)
  fields.writeUInt32LE(data.length, 18)
  fields.writeUInt16LE(nameBytes, 22)
  return fields
}
