import { readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import { z } from 'zod'
import { readNote, writeAtomic } from '../files.ts'
import type { Hardware } from './names.ts'

const Note = z.object({
  /** which run of the computer, and which QEMU: a failure says nothing about another */
  epoch: z.string(),
  failures: z.partialRecord(
    z.enum(['kvm', 'hvf', 'whpx', 'tcg']),
    z.object({ why: z.string(), at: z.string() }),
  ),
})

/** Remembers accelerators that hung, for as long as the computer runs: each would cost seconds of every start. */
export class AcceleratorMemory {
  readonly #file: string
  readonly #epoch: () => Promise<string>

  constructor(file: string, epoch: () => Promise<string> = bootId) {
    this.#file = file
    this.#epoch = epoch
  }

  /** The failure as the rest of a sentence that says how to try again, or null. */
  async recall(accelerator: Hardware, version: string): Promise<string | null> {
    const note = await this.#read(version)
    const failure = note.failures[accelerator]
    if (!failure) return null
    return (
      `${failure.why} (tried at ${failure.at}, not again until this computer restarts; ` +
      `"berth config set accelerator ${accelerator}" tries it at the next start)`
    )
  }

  async remember(accelerator: Hardware, version: string, why: string): Promise<void> {
    const note = await this.#read(version)
    const failures = { ...note.failures, [accelerator]: { why, at: new Date().toISOString() } }
    await writeAtomic(this.#file, JSON.stringify({ epoch: note.epoch, failures }))
  }

  async forget(accelerator: Hardware, version: string): Promise<void> {
    const note = await this.#read(version)
    if (!note.failures[accelerator]) return
    const failures = Object.fromEntries(
      Object.entries(note.failures).filter(([name]) => name !== accelerator),
    )
    await writeAtomic(this.#file, JSON.stringify({ epoch: note.epoch, failures }))
  }

  async forgetAll(): Promise<void> {
    await rm(this.#file, { force: true })
  }

  async #read(version: string): Promise<z.infer<typeof Note>> {
    const epoch = `${await this.#epoch()} ${version}`
    const note = await readNote(this.#file, Note)
    return note?.epoch === epoch ? note : { epoch, failures: {} }
  }
}

/** Names this run of the computer; where the system has no name for it, its start to ten minutes. */
async function bootId(): Promise<string> {
  const named = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => null)
  return named?.trim() ?? `started-${Math.round((Date.now() / 1000 - os.uptime()) / 600)}`
}
