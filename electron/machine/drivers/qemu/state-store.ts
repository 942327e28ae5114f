import { createHash } from 'node:crypto'
import { rm, stat } from 'node:fs/promises'
import { z } from 'zod'
import type { Log } from '../../../base/log.ts'
import type { MachinePaths } from '../../../base/paths.ts'
import { readNote, writeAtomic } from '../../files.ts'
import { guestVisible, type Hardware, type QemuPlan } from './args.ts'

const Record = z.object({
  /** hash of all that the guest can see of its machine, of the image and of QEMU */
  fingerprint: z.string(),
  accelerator: z.enum(['kvm', 'hvf', 'whpx', 'tcg']),
  acceleratorReason: z.string(),
  /** of the state file */
  bytes: z.number().int().positive(),
  crc32: z.number().int().nonnegative(),
  /** of the data disk when the machine was suspended: with another disk the state would damage it */
  disk: z.string(),
  /** ISO 8601 */
  at: z.string(),
})

/** What a state file belongs to. It is written last and deleted first, so a state with a record is whole. */
export type StateRecord = z.infer<typeof Record>

/** The suspended state on disk. It is used once: when the guest goes on, its disk leaves the state behind. */
export class StateStore {
  readonly file: string
  readonly #record: string
  readonly #disk: string
  readonly #log: Log

  constructor(paths: MachinePaths, log: Log) {
    this.file = paths.stateFile
    this.#record = paths.stateRecord
    this.#disk = paths.dataDisk
    this.#log = log
  }

  /** The record, when there is a state file beside it. Whether the state fits is another question. */
  async read(): Promise<StateRecord | null> {
    const record = await readNote(this.#record, Record)
    const there = await stat(this.file).catch(() => null)
    return record && there ? record : null
  }

  /** Why the state does not fit, as the rest of a sentence; null when it does, as far as can be told before loading it. */
  async misfit(record: StateRecord, fingerprint: string): Promise<string | null> {
    if (record.fingerprint !== fingerprint) return 'the settings, the image or QEMU have changed since'
    if (record.disk !== (await diskIdentity(this.#disk))) return 'the data disk has changed since'
    const bytes = (await stat(this.file)).size
    return bytes === record.bytes ? null : `its file has ${bytes} bytes, not ${record.bytes}`
  }

  async save(record: Omit<StateRecord, 'disk' | 'at'>): Promise<void> {
    const whole: StateRecord = {
      ...record,
      disk: await diskIdentity(this.#disk),
      at: new Date().toISOString(),
    }
    await writeAtomic(this.#record, JSON.stringify(whole))
  }

  /** Deletes state and record. `why` goes to the log when there was something to delete. */
  async drop(why: string): Promise<void> {
    const there = await stat(this.file).catch(() => null)
    if (there) this.#log.info({ bytes: there.size }, `the suspended state is dropped: ${why}`)
    await rm(this.#record, { force: true })
    await rm(this.file, { force: true })
    await rm(`${this.file}.new`, { force: true })
  }
}

/** Hash of what a state depends on. `diskGiB` counts, since the guest sees the disk's size. */
export function fingerprintOf(
  plan: QemuPlan & { readonly accelerator: Hardware },
  more: { readonly imageId: string; readonly qemuVersion: string; readonly diskGiB: number },
): string {
  const text = JSON.stringify([guestVisible(plan), more.imageId, more.qemuVersion, more.diskGiB])
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

async function diskIdentity(disk: string): Promise<string> {
  const found = await stat(disk).catch(() => null)
  return found ? `${found.size} ${Math.round(found.mtimeMs)}` : 'missing'
}
