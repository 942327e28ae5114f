import { randomUUID } from 'node:crypto'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import {
  blockBytes,
  entryOf,
  firstItem,
  guid,
  headerBytes,
  headerOffsets,
  items,
  logicalSector,
  metadataBytes,
  MiB,
  regionBytes,
  regionOffsets,
  regions,
  sealed,
  tableBytes,
} from './layout.ts'

/** Log, metadata and table follow each other; payload comes last. */
const logAt = MiB
const metadataAt = 2 * MiB
const tableAt = 3 * MiB

/**
 * Writes a VHDX that holds `content` and no more, whole or not at all. This needs no right that a user lacks, and the
 * guest sees the bytes as they are: of an ISO it would have to load another driver.
 */
export async function writeVhdx(file: string, content: Buffer): Promise<void> {
  const blocks = Math.ceil(content.length / blockBytes)
  const size = blocks * blockBytes
  const table = Buffer.alloc(tableBytes(size))
  const payloadAt = tableAt + table.length
  for (let block = 0; block < blocks; block++)
    // State 6, fully present; the offset in MiB stands from bit 20 on.
    table.writeBigUInt64LE(BigInt(payloadAt + block * blockBytes) | 6n, entryOf(block) * 8)
  await write(file, size, table, async (handle) => {
    await handle.write(content, 0, content.length, payloadAt)
    await handle.truncate(payloadAt + size)
  })
}

/** Makes an empty VHDX of `bytes` that takes room as it fills, with a table for as much as `mostBytes`, so that it can grow. */
export async function makeVhdx(file: string, bytes: number, mostBytes: number): Promise<void> {
  const table = Buffer.alloc(tableBytes(mostBytes))
  await write(file, bytes, table, async () => undefined)
}

async function write(
  file: string,
  size: number,
  table: Buffer,
  fill: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const fresh = `${file}.new`
  await rm(fresh, { force: true })
  try {
    const handle = await open(fresh, 'wx', 0o600)
    try {
      const identifier = Buffer.alloc(520)
      identifier.write('vhdxfile', 'latin1')
      identifier.write('Berth', 8, 'utf16le')
      await handle.write(identifier, 0, identifier.length, 0)
      for (const [at, offset] of headerOffsets.entries())
        await handle.write(header(at), 0, headerBytes, offset)
      for (const offset of regionOffsets)
        await handle.write(regionTable(table.length), 0, regionBytes, offset)
      await handle.write(metadata(size), 0, metadataBytes, metadataAt)
      await handle.write(table, 0, table.length, tableAt)
      await fill(handle)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(fresh, file)
  } finally {
    await rm(fresh, { force: true })
  }
}

function header(sequence: number): Buffer {
  const bytes = Buffer.alloc(headerBytes)
  bytes.write('head', 'latin1')
  bytes.writeBigUInt64LE(BigInt(sequence), 8)
  guid(randomUUID()).copy(bytes, 16)
  guid(randomUUID()).copy(bytes, 32)
  // The log's GUID stays zero: there is nothing in it.
  bytes.writeUInt16LE(1, 66)
  bytes.writeUInt32LE(MiB, 68)
  bytes.writeBigUInt64LE(BigInt(logAt), 72)
  return sealed(bytes)
}

function regionTable(batBytes: number): Buffer {
  const bytes = Buffer.alloc(regionBytes)
  bytes.write('regi', 'latin1')
  bytes.writeUInt32LE(2, 8)
  const entries = [
    { id: regions.bat, at: tableAt, length: batBytes },
    { id: regions.metadata, at: metadataAt, length: metadataBytes },
  ]
  for (const [each, { id, at, length }] of entries.entries()) {
    const entry = bytes.subarray(16 + each * 32)
    guid(id).copy(entry)
    entry.writeBigUInt64LE(BigInt(at), 16)
    entry.writeUInt32LE(length, 24)
    entry.writeUInt32LE(1, 28)
  }
  return sealed(bytes)
}

function metadata(size: number): Buffer {
  const bytes = Buffer.alloc(metadataBytes)
  bytes.write('metadata', 'latin1')
  const number = (value: number): Buffer => {
    const four = Buffer.alloc(4)
    four.writeUInt32LE(value)
    return four
  }
  const long = Buffer.alloc(8)
  long.writeBigUInt64LE(BigInt(size))
  const required = 4
  const ofDisk = 2
  const all = [
    { id: items.parameters, value: Buffer.concat([number(blockBytes), number(0)]), flags: required },
    { id: items.size, value: long, flags: required | ofDisk },
    { id: items.id, value: guid(randomUUID()), flags: required | ofDisk },
    { id: items.logicalSector, value: number(logicalSector), flags: required | ofDisk },
    { id: items.physicalSector, value: number(4096), flags: required | ofDisk },
  ]
  bytes.writeUInt16LE(all.length, 10)
  for (const [each, { id, value, flags }] of all.entries()) {
    const entry = bytes.subarray(32 + each * 32)
    const at = firstItem + each * 16
    guid(id).copy(entry)
    entry.writeUInt32LE(at, 16)
    entry.writeUInt32LE(value.length, 20)
    entry.writeUInt32LE(flags, 24)
    value.copy(bytes, at)
  }
  return bytes
}
