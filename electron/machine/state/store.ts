import { rm, stat } from 'node:fs/promises'
import { z } from 'zod'
import type { Accelerator } from '../../api/schema/settings.ts'
import { BerthError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import type { MachinePaths } from '../../base/paths.ts'
import { acceleratorNames, UsedAccelerator } from '../accelerators/names.ts'
import type { Found, ProgressLine } from '../driver.ts'
import { readNote, writeAtomic } from '../files.ts'
import type { Sum } from './copy.ts'

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

  /**
   * The record of a state that fits, as far as can be told before loading it: null, with the state dropped, when it does
   * not. `fingerprint` makes that of the machine which is asked for, run as the record says.
   */
  async fitting(
    asked: Accelerator,
    progress: ProgressLine,
    fingerprint: (record: StateRecord) => string,
  ): Promise<StateRecord | null> {
    const record = await this.read()
    if (!record) {
      await this.drop('it has no valid record')
      return null
    }
    const { accelerator } = record
    const misfit =
      asked !== 'auto' && asked !== accelerator
        ? `the settings ask for ${acceleratorNames[asked]}, it ran with ${acceleratorNames[accelerator]}`
        : await this.misfit(record, fingerprint(record))
    if (misfit === null) return record
    progress(`the suspended state is not used: ${misfit}`)
    await this.drop(misfit)
    return null
  }

  /** Why the state does not fit, as the rest of a sentence; null when it does. */
  async misfit(record: StateRecord, fingerprint: string): Promise<string | null> {
    if (record.fingerprint !== fingerprint)
      return 'the settings, the image or the hypervisor have changed since'
    if (record.disk !== (await diskIdentity(this.#disk))) return 'the data disk has changed since'
    const bytes = (await stat(this.file)).size
    return bytes === record.bytes ? null : `its file has ${bytes} bytes, not ${record.bytes}`
  }

  /** Throws when what was read is not what was written. */
  verify(record: StateRecord, read: Sum): void {
    if (read.crc32 === record.crc32 && read.bytes === record.bytes) return
    throw new BerthError('hypervisor-failed', 'The suspended state is damaged: its checksum is wrong.', {
      hint: 'The machine starts from power-off instead.',
    })
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

/** By which a disk is known to be as it was. */
export async function diskIdentity(disk: string): Promise<string> {
  const found = await stat(disk).catch(() => null)
  return found ? `${found.size} ${Math.round(found.mtimeMs)}` : 'missing'
}
