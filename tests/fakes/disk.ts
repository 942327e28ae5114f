import { mkdir, stat, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ContainerLogBytes } from '../../electron/api/schema/disk.ts'
import type { DiskRoomParts } from '../../electron/host/disk/compose.ts'
import { bytesOnDisk } from '../../electron/host/status.ts'

/** The data disk of a machine that is not there: a file that shrinks when it is trimmed, and a clock that a test moves. */
export class FakeDisk {
  readonly file: string
  readonly rulesFile: string
  logs: ContainerLogBytes[] = []
  /** what trimming fails of */
  failure: Error | null = null
  trims = 0
  readonly #dir: string
  #ahead = 0
  readonly #timers = new Set<{ at: number; then: () => void }>()

  private constructor(dir: string) {
    this.#dir = dir
    this.file = path.join(dir, 'data.img')
    this.rulesFile = path.join(dir, 'retention.json')
  }

  static async make(parent: string): Promise<FakeDisk> {
    const disk = new FakeDisk(path.join(parent, 'disk'))
    await mkdir(disk.#dir, { recursive: true })
    await disk.fill(3)
    return disk
  }

  /** Makes its file so many MiB large. */
  async fill(mib: number): Promise<void> {
    await writeFile(this.file, Buffer.alloc(mib * 2 ** 20, 1))
  }

  /** Moves the clock on; what was to happen until then happens. */
  pass(ms: number): void {
    this.#ahead += ms
    const now = Date.now() + this.#ahead
    for (const timer of [...this.#timers].filter(({ at }) => at <= now)) {
      this.#timers.delete(timer)
      timer.then()
    }
  }

  get parts(): Omit<DiskRoomParts, 'engine' | 'log'> {
    return {
      file: this.file,
      fileBytes: () => bytesOnDisk(this.file),
      sizeBytes: async () => 64 * 2 ** 30,
      files: { rules: this.rulesFile, records: path.join(this.#dir, 'clean-ups.json') },
      guest: {
        trim: async () => {
          if (this.failure) throw this.failure
          this.trims += 1
          await truncate(this.file, Math.floor((await stat(this.file)).size / 2))
        },
        containerLogs: async () => this.logs,
      },
      clock: {
        now: () => Date.now() + this.#ahead,
        after: (ms, then) => {
          const timer = { at: Date.now() + this.#ahead + ms, then }
          this.#timers.add(timer)
          return () => this.#timers.delete(timer)
        },
      },
    }
  }
}
