/** What a dynamic ELF file asks of its loader. */
export interface ElfNeeds {
  /** names of shared libraries (DT_NEEDED) */
  readonly libraries: readonly string[]
}

const loadSegment = 1
const dynamicSegment = 2
const neededTag = 1n
const stringTableTag = 5n

/**
 * The libraries that a 64-bit little-endian ELF file names (System V ABI, chapters 4 and 5); null when the file is
 * not such a file, an empty list when it is static.
 */
export function elfNeeds(file: Buffer): ElfNeeds | null {
  const magic = '\x7fELF\x02\x01' // 64 bits, little-endian
  if (file.toString('latin1', 0, 6) !== magic) return null
  const segments = programHeaders(file)
  const dynamic = segments.find((each) => each.type === dynamicSegment)
  if (dynamic === undefined) return { libraries: [] }
  const needed: number[] = []
  let strings = 0
  for (let at = dynamic.offset; at + 16 <= dynamic.offset + dynamic.size; at += 16) {
    const tag = file.readBigInt64LE(at)
    const value = Number(file.readBigUInt64LE(at + 8))
    if (tag === neededTag) needed.push(value)
    if (tag === stringTableTag) strings = fileOffset(segments, value)
  }
  return { libraries: needed.map((at) => text(file, strings + at)) }
}

interface Segment {
  readonly type: number
  readonly offset: number
  readonly address: number
  readonly size: number
}

function programHeaders(file: Buffer): Segment[] {
  const start = Number(file.readBigUInt64LE(32))
  const entrySize = file.readUInt16LE(54)
  return Array.from({ length: file.readUInt16LE(56) }, (_, index) => {
    const at = start + index * entrySize
    return {
      type: file.readUInt32LE(at),
      offset: Number(file.readBigUInt64LE(at + 8)),
      address: Number(file.readBigUInt64LE(at + 16)),
      size: Number(file.readBigUInt64LE(at + 32)),
    }
  })
}

function fileOffset(segments: readonly Segment[], address: number): number {
  const segment = segments.find(
    (each) => each.type === loadSegment && address >= each.address && address < each.address + each.size,
  )
  return segment === undefined ? 0 : address - segment.address + segment.offset
}

function text(file: Buffer, at: number): string {
  return file.toString('latin1', at, file.indexOf(0, at))
}
