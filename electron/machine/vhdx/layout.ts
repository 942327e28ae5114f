/** The VHDX format as far as Berth writes it ([MS-VHDX]); all numbers are little-endian. */
export const MiB = 2 ** 20
const KiB = 1024

export const logicalSector = 512
/**
 * Blocks of the smallest size: ext4 spreads what it writes, and a disk of large blocks takes several times what is on it
 * (Microsoft's advice for Linux guests). What is trimmed can be used again block by block.
 */
export const blockBytes = MiB
/** Payload blocks for which there is one sector bitmap block, whose entry stands after theirs ([MS-VHDX] 2.5). */
const chunkRatio = (2 ** 23 * logicalSector) / blockBytes

export const headerOffsets = [64 * KiB, 128 * KiB] as const
export const headerBytes = 4 * KiB
export const regionOffsets = [192 * KiB, 256 * KiB] as const
export const regionBytes = 64 * KiB
export const metadataBytes = MiB
/** of an item from the metadata's start: they follow its table */
export const firstItem = 64 * KiB

export const regions = {
  bat: '2DC27766-F623-4200-9D64-115E9BFD4A08',
  metadata: '8B7CA206-4790-4B9A-B8FE-575F050F886E',
} as const
export const items = {
  parameters: 'CAA16737-FA36-4D43-B3B6-33F0AA44E76B',
  size: '2FA54224-CD1B-4876-B211-5DBED83BF4B8',
  id: 'BECA12AB-B2E6-4523-93EF-C309E000C746',
  logicalSector: '8141BF1D-A96F-4709-BA47-F233A8FAAB5F',
  physicalSector: 'CDA348C7-445D-4471-9CC9-E9885251C556',
} as const

/** A GUID's sixteen bytes: the first three groups little-endian. */
export function guid(text: string): Buffer {
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex')
  bytes.subarray(0, 4).reverse()
  bytes.subarray(4, 6).reverse()
  bytes.subarray(6, 8).reverse()
  return bytes
}

/** Where the entry of payload block `block` stands in the block allocation table, in entries. */
export const entryOf = (block: number): number => block + Math.floor(block / chunkRatio)

/** Bytes of a block allocation table for a disk of `bytes`, in whole MiB. */
export const tableBytes = (bytes: number): number =>
  Math.ceil(((entryOf(Math.ceil(bytes / blockBytes) - 1) + 1) * 8) / MiB) * MiB

const polynomial = 0x82f63b78
const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1
  return crc
})

/** CRC-32C (RFC 3720), over `bytes` with its checksum field, the second word, taken as zero. */
export function checksum(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const [at, byte] of bytes.entries())
    crc = (crcTable[(crc ^ (at >= 4 && at < 8 ? 0 : byte)) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

/** `bytes` with its checksum filled in. */
export function sealed(bytes: Buffer): Buffer {
  bytes.writeUInt32LE(checksum(bytes), 4)
  return bytes
}
