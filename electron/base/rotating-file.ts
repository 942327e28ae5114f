import { closeSync, fstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'

export interface Rotation {
  /** bytes after which a file is put aside */
  readonly maxBytes: number
  /** files that were put aside and are kept: `host.1.log` is the youngest */
  readonly keep: number
}

/**
 * A log file of bounded size. Writes are synchronous, so that a process that dies has said its last word, and happen
 * in this thread: pino's transports (pino-roll among them) each cost a worker thread and some 30 MB.
 * A write that fails, on a full disk, is dropped: a log must not end what it tells of.
 */
export class RotatingFile {
  readonly #file: string
  readonly #rotation: Rotation
  #fd: number
  #size: number
  /** lines that could not be written since the last that could */
  #dropped = 0

  constructor(file: string, rotation: Rotation) {
    this.#file = file
    this.#rotation = rotation
    this.#fd = openSync(file, 'a', 0o600)
    this.#size = fstatSync(this.#fd).size
  }

  get dropped(): number {
    return this.#dropped
  }

  write(line: string): void {
    try {
      if (this.#size > 0 && this.#size + Buffer.byteLength(line) > this.#rotation.maxBytes) this.#rotate()
      this.#size += writeSync(this.#fd, line)
      this.#dropped = 0
    } catch {
      this.#dropped++
    }
  }

  close(): void {
    closeSync(this.#fd)
  }

  #rotate(): void {
    for (let at = this.#rotation.keep; at > 0; at--) {
      try {
        renameSync(at === 1 ? this.#file : this.#numbered(at - 1), this.#numbered(at))
      } catch {
        // That one is not there yet.
      }
    }
    if (this.#rotation.keep === 0) rmSync(this.#file, { force: true })
    const fd = openSync(this.#file, 'a', 0o600)
    closeSync(this.#fd)
    this.#fd = fd
    this.#size = fstatSync(fd).size
  }

  #numbered(at: number): string {
    const { dir, name, ext } = path.parse(this.#file)
    return path.join(dir, `${name}.${at}${ext}`)
  }
}
