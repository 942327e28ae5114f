import { rm } from 'node:fs/promises'
import { z } from 'zod'
import { Settings } from '../../../api/schema/settings.ts'
import { readNote, writeAtomic } from '../../files.ts'

const Record = z.object({
  pid: z.number().int().positive(),
  sshPort: z.number().int().min(1).max(65_535),
  accelerator: z.enum(['kvm', 'hvf', 'whpx', 'tcg']),
  acceleratorReason: z.string(),
  settings: Settings,
  /** see `StateRecord` */
  fingerprint: z.string(),
})

/**
 * What the next host must know of a running QEMU beside finding it. The process itself is found by its command line:
 * a record without such a process means nothing.
 */
export type ProcessRecord = z.infer<typeof Record>

export function readProcessRecord(file: string): Promise<ProcessRecord | null> {
  return readNote(file, Record)
}

export function writeProcessRecord(file: string, record: ProcessRecord): Promise<void> {
  return writeAtomic(file, JSON.stringify(record))
}

export function dropProcessRecord(file: string): Promise<void> {
  return rm(file, { force: true })
}
