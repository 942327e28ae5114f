import { stat } from 'node:fs/promises'
import path from 'node:path'
import { sha256OfFile } from './hash.ts'

export interface FileRecord {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

export async function describeFile(dir: string, name: string): Promise<FileRecord> {
  const file = path.join(dir, name)
  return { name, bytes: (await stat(file)).size, sha256: await sha256OfFile(file) }
}

export async function describeFiles<Name extends string>(
  dir: string,
  names: readonly Name[],
): Promise<Record<Name, FileRecord>> {
  const records = await Promise.all(names.map(async (name) => [name, await describeFile(dir, name)] as const))
  return Object.fromEntries(records) as Record<Name, FileRecord>
}
