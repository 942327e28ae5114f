import { rm } from 'node:fs/promises'
import { z } from 'zod'
import { NotedSettings } from '../../api/schema/settings.ts'
import { UsedAccelerator } from '../accelerators/names.ts'
import type { HypervisorLook } from '../driver.ts'
import { readNote, writeAtomic } from '../files.ts'
import { findProcesses } from './find.ts'

const Record = z.object({
  pid: z.number().int().positive(),
  /** where the guest's sshd answers on this computer */
  ssh: z.union([
    z.strictObject({ path: z.string() }),
    z.strictObject({ port: z.number().int().min(1).max(65_535) }),
  ]),
  accelerator: UsedAccelerator,
  acceleratorReason: z.string(),
  settings: NotedSettings,
  /** of all that a suspended state of this machine would depend on; see `StateRecord` */
  fingerprint: z.string(),
})

/**
 * What the next host must know of a running hypervisor beside finding it. The process itself is found by its command
 * line: a record without such a process means nothing.
 */
export type ProcessRecord = z.infer<typeof Record>

export function readProcessRecord(file: string): Promise<ProcessRecord | null> {
  return readNote(file, Record)
}

/** How the machine runs, for who looks from outside; null when no process with `marker` does, or none is known. */
export async function lookAtRunning(file: string, marker: string): Promise<HypervisorLook['running']> {
  const record = (await findProcesses(marker)).length > 0 ? await readProcessRecord(file) : null
  return record && { accelerator: record.accelerator, reason: record.acceleratorReason }
}

export function writeProcessRecord(file: string, record: ProcessRecord): Promise<void> {
  return writeAtomic(file, JSON.stringify(record))
}

/** Forgets the process `pid`; a record of another one stays. */
export async function dropProcessRecord(file: string, pid: number): Promise<void> {
  if ((await readProcessRecord(file))?.pid === pid) await rm(file, { force: true })
}
