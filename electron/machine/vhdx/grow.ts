import { randomUUID } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { isSystemError } from '../../base/errors.ts'
import {
  checksum,
  guid,
  headerBytes,
  headerOffsets,
  items,
  metadataBytes,
  regionBytes,
  regionOffsets,
  regions,
  sealed,
  tableBytes,
} from './layout.ts'

/** Why a VHDX cannot be made larger, as the rest of a sentence. */
export class CannotGrow extends Error {}

/** The disk's virtual size in bytes; 0 where there is no file, or no VHDX. */
export async function vhdxBytes(file: string): Promise<number> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (isSystemError(error) && error.code === 'ENOENT') return null
    throw error
  })
  if (!handle) return 0
  try {
    return (await sizeItem(handle))?.size ?? 0
  } finally {
    await handle.close()
  }
}

/**
 * Makes a VHDX that `makeVhdx` made larger, while nothing has it open: its table has room already, so only the size in its
 * metadata changes. Resize-VHD would do the same, and asks for an administrator. Rejects with `CannotGrow`.
 */
export async function growVhdx(file: string, bytes: number): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    const found = await sizeItem(handle)
    if (!found) throw new CannotGrow('it is no VHDX that Berth knows')
    if (found.tableBytes < tableBytes(bytes)) throw new CannotGrow('its table has no room for so many blocks')
    await announceChange(handle)
    const size = Buffer.alloc(8)
    size.writeBigUInt64LE(BigInt(bytes))
    await handle.write(size, 0, 8, found.at)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Who changes a VHDX gives it new write GUIDs first, in the header that is not the current one ([MS-VHDX] 2.2.2.1). */
async function announceChange(handle: FileHandle): Promise<void> {
  const headers = await Promise.all(headerOffsets.map((at) => read(handle, at, headerBytes)))
  const sequences = headers.map((header) => (isWhole(header, 'head') ? header.readBigUInt64LE(8) : -1n))
  const current = (sequences[1] ?? -1n) > (sequences[0] ?? -1n) ? 1 : 0
  const header = headers[current]
  if (!header || sequences[current] === -1n) throw new CannotGrow('its header is damaged')
  if (!header.subarray(48, 64).equals(Buffer.alloc(16)))
    throw new CannotGrow('it was not closed in order: start the machine once as it was, and stop it')
  header.writeBigUInt64LE(header.readBigUInt64LE(8) + 1n, 8)
  guid(randomUUID()).copy(header, 16)
  guid(randomUUID()).copy(header, 32)
  await handle.write(sealed(header), 0, headerBytes, headerOffsets[1 - current] ?? 0)
  await handle.sync()
}

async function sizeItem(
  handle: FileHandle,
): Promise<{ at: number; size: number; tableBytes: number } | null> {
  const table = await read(handle, regionOffsets[0], regionBytes)
  const metadata = isWhole(table, 'regi') ? entry(table, 16, regions.metadata) : null
  const bat = entry(table, 16, regions.bat)
  if (!metadata || !bat) return null
  const start = Number(metadata.readBigUInt64LE(16))
  const text = await read(handle, start, metadataBytes)
  const item = text.toString('latin1', 0, 8) === 'metadata' ? entry(text, 32, items.size) : null
  if (!item) return null
  const at = item.readUInt32LE(16)
  return { at: start + at, size: Number(text.readBigUInt64LE(at)), tableBytes: bat.readUInt32LE(24) }
}

/** The entry of 32 bytes with this GUID in a table whose entries begin at `first`. */
function entry(table: Buffer, first: number, id: string): Buffer | null {
  const wanted = guid(id)
  for (let at = first; at < 2048; at += 32)
    if (table.subarray(at, at + 16).equals(wanted)) return table.subarray(at, at + 32)
  return null
}

const isWhole = (bytes: Buffer, signature: string): boolean =>
  bytes.toString('latin1', 0, 4) === signature && bytes.readUInt32LE(4) === checksum(bytes)

/** A file that ends early reads as zeros. */
async function read(handle: FileHandle, at: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes)
  await handle.read(buffer, 0, bytes, at)
  return buffer
}
