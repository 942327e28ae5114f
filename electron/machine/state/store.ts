import { rm, stat } from 'node:fs/promises'
import { z } from 'zod'
import type { Log } from '../../base/log.ts'
import type { MachinePaths } from '../../base/paths.ts'
import { UsedAccelerator } from '../accelerators/names.ts'
import type { Found } from '../driver.ts'
import { readNote, writeAtomic } from '../files.ts'

const Record = z.object({
  /** hash of all that the guest can see of its machine, of the image and of the hypervisor */
  fingerprint: z.string(),
  accelerator: UsedAccelerator,
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

  /** What is there of a suspended machine when no process runs it. */
  async find(): Promise<Found> {
    const record = await this.read()
    return record ? { kind: 'suspended', bytes: record.bytes, since: record.at } : { kind: 'nothing' }
  }

  /** Why the state does not fit, as the rest of a sentence; null when it does, as far as can be told before loading it. */
  async misfit(record: StateRecord, fingerprint: string): Promise<string | null> {
    if (record.fingerprint !== fingerprint)
      return 'the settings, the image or the hypervisor have changed since'
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

async function diskIdentity(disk: string): Promise<string> {
  const found = await stat(disk).catch(() => null)
  return found ? `${found.size} ${Math.round(found.mtimeMs)}` : 'missing'
}
