import { constants } from 'node:fs'
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { StatusError } from '../../api/schema/status.ts'
import type { BerthError, ErrorCode } from '../../base/errors.ts'
import { toBerthError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import type { ImageFiles, RestorePoints } from '../driver.ts'
import { readNote, writeAtomic } from '../files.ts'
import { imageManifestSchema } from '../image/manifest.ts'
import { ImageRecord, mostFailures, noRecord, planFor, pointsToDrop, withWorked } from './record.ts'
import type { KnownImage, Plan } from './record.ts'

export interface WayBackOptions {
  readonly record: string
  /** where the image that worked is kept, for when an update has replaced it; null where images stay where they are */
  readonly keepIn: string | null
  readonly points: RestorePoints
  /** rejects when there is no whole image in a folder */
  readonly verify: (dir: string) => Promise<ImageFiles>
  readonly log: Log
  readonly now?: () => Date
}

/** What may be a new image's fault. A missing hypervisor, a full disk or a cancelled start is not. */
const blamed: readonly ErrorCode[] = [
  'timeout',
  'guest-failed',
  'guest-panicked',
  'guest-unreachable',
  'engine-failed',
  'hypervisor-failed',
]

/**
 * Guards the data disk when the guest's image is another than it knows: a restore point before the first start, and the way
 * back to disk and image as they were when the new one does not bring the engine up. Always called with the machine off.
 */
export class WayBack {
  readonly #options: WayBackOptions
  #notice: StatusError | null = null

  constructor(options: WayBackOptions) {
    this.#options = options
  }

  /** what the user should know: that an older image runs than the installed one */
  get notice(): StatusError | null {
    return this.#notice
  }

  async plan(image: ImageFiles): Promise<Plan> {
    this.#notice = null
    return planFor(await this.#read(), image.id)
  }

  /** The image that the suspended state and the disk know, when it is another and still to be had. */
  async knownImage(image: ImageFiles): Promise<ImageFiles | null> {
    const { worked } = await this.#read()
    return worked && worked.id !== image.id ? this.#stillThere(worked) : null
  }

  /** Makes the restore point, once for each new image, and gives up those of no more use. */
  async before(image: ImageFiles, signal: AbortSignal): Promise<void> {
    const record = await this.#read()
    const { worked, trial } = record
    if (!worked || trial?.id === image.id) return
    const { points } = this.#options
    const point = worked.version
    if (record.points.includes(point)) await points.remove(point, signal)
    await points.make(point, signal)
    this.#options.log.info({ point }, 'a restore point of the data disk was made')
    await this.#write({
      ...record,
      trial: { ...(await known(image)), point, failures: 0 },
      points: [...record.points.filter((each) => each !== point), point],
    })
    await this.tidy(signal)
  }

  /** Removes restore points that are of no more use. Never rejects: they cost room only. */
  async tidy(signal: AbortSignal): Promise<void> {
    const record = await this.#read()
    const drop = pointsToDrop(record, this.#now())
    if (drop.length === 0) return
    try {
      for (const point of drop) await this.#options.points.remove(point, signal)
      await this.#write({ ...record, points: record.points.filter((point) => !drop.includes(point)) })
      this.#options.log.info({ drop }, 'restore points of the data disk were given up')
    } catch (thrown) {
      this.#options.log.warn({ error: toBerthError(thrown).message }, 'a restore point could not be removed')
    }
  }

  /** The engine answers with this image. Never rejects: at worst there is no way back next time. */
  async worked(image: ImageFiles): Promise<void> {
    try {
      const record = await this.#read()
      const here = await known(image)
      const unchanged = record.worked?.id === here.id && record.worked.dir === here.dir && !record.trial
      if (!unchanged) await this.#write(withWorked(record, here, this.#now()))
      await this.#keep(here)
    } catch (thrown) {
      this.#options.log.warn(
        { error: toBerthError(thrown).message },
        'the image that works could not be noted',
      )
    }
  }

  /**
   * The start failed. Resolves with the image to try next: the same once more, then, the disk set back, the one that worked;
   * null when the image is not to blame or there is nothing to go back to.
   */
  async failed(image: ImageFiles, error: BerthError, signal: AbortSignal): Promise<ImageFiles | null> {
    const record = await this.#read()
    const { worked, trial } = record
    if (trial?.id !== image.id || !worked || !blamed.includes(error.code)) return null
    const failures = trial.failures + 1
    await this.#write({ ...record, trial: { ...trial, failures } })
    if (failures < mostFailures) return image
    const old = await this.#stillThere(worked)
    if (!old || trial.point === null) return null
    await this.#options.points.goBack(trial.point, signal)
    const { id, version, dir } = trial
    const refused = [...record.refused.filter((each) => each.id !== id), { id, version, dir }].slice(-8)
    await this.#write({ ...record, trial: null, refused })
    this.#options.log.error(
      { version, back: worked.version, error: error.toPlain() },
      'the new version did not bring the engine up: disk and image are as they were',
    )
    this.#tell(version, worked.version)
    return old
  }

  /** The image to take for one that was refused before; null when it is gone, and the refused one has another chance. */
  async instead(image: ImageFiles): Promise<ImageFiles | null> {
    const record = await this.#read()
    const old = record.worked && (await this.#stillThere(record.worked))
    if (old) this.#tell((await known(image)).version, record.worked?.version ?? '')
    return old
  }

  #tell(refused: string, runs: string): void {
    this.#notice = {
      step: 'update',
      message: `The guest of version ${refused} did not bring the engine up, so ${runs} runs again, on the disk as it was.`,
      hint: 'Nothing was lost. The next update is tried as usual; "berth logs machine" tells what happened.',
    }
  }

  async #stillThere({ id, dir }: KnownImage): Promise<ImageFiles | null> {
    for (const place of [dir, this.#options.keepIn]) {
      const image = place === null ? null : await this.#options.verify(place).catch(() => null)
      if (image?.id === id) return image
    }
    return null
  }

  /** Lays the image by, in whole or not at all: the one that is there may be needed until this one is. */
  async #keep({ id, dir }: KnownImage): Promise<void> {
    const { keepIn, verify } = this.#options
    if (keepIn === null || keepIn === dir) return
    if ((await verify(keepIn).catch(() => null))?.id === id) return
    const fresh = `${keepIn}.new`
    await rm(fresh, { recursive: true, force: true })
    await mkdir(fresh, { recursive: true, mode: 0o700 })
    for (const name of await readdir(dir))
      await copyFile(path.join(dir, name), path.join(fresh, name), constants.COPYFILE_FICLONE)
    await rm(keepIn, { recursive: true, force: true })
    await rename(fresh, keepIn)
  }

  async #read(): Promise<ImageRecord> {
    return (await readNote(this.#options.record, ImageRecord)) ?? noRecord
  }

  async #write(record: ImageRecord): Promise<void> {
    await writeAtomic(this.#options.record, JSON.stringify(record))
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date()
  }
}

async function known(image: ImageFiles): Promise<KnownImage> {
  const dir = path.dirname(image.kernel)
  const manifest = await readNote(path.join(dir, 'manifest.json'), imageManifestSchema)
  return { id: image.id, version: manifest?.version ?? image.id, dir }
}
