import { createHash } from 'node:crypto'
import { z } from 'zod'
import { NotedSettings } from '../../../api/schema/settings.ts'
import type { MachineSpec } from '../../driver.ts'
import { readNote, writeAtomic } from '../../files.ts'

const Record = z.object({
  settings: NotedSettings,
  /** of what the guest can see of its machine and image */
  fingerprint: z.string(),
  /** of the data disk when the machine was saved: with another the saved guest would damage it; null while it runs */
  saved: z.object({ disk: z.string(), at: z.string() }).nullable(),
})

/** What Hyper-V does not know of its machine. That there is one, and what it does, is always asked of Hyper-V. */
export type MachineRecord = z.infer<typeof Record>

export const readRecord = (file: string): Promise<MachineRecord | null> => readNote(file, Record)
export const writeRecord = (file: string, record: MachineRecord): Promise<void> =>
  writeAtomic(file, JSON.stringify(record))

export function fingerprintOf({ settings, image }: MachineSpec): string {
  const seen = [settings.cpus, settings.memoryMiB, settings.diskGiB, image.id]
  return createHash('sha256').update(JSON.stringify(seen)).digest('hex').slice(0, 32)
}
