import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { freshMemory, WindowMemory } from './place.ts'

/** Remembers the window in a file. What cannot be read or written is no reason not to show one. */
export class MemoryFile {
  readonly #file: string
  #memory: WindowMemory

  constructor(file: string) {
    this.#file = file
    this.#memory = read(file)
  }

  get now(): WindowMemory {
    return this.#memory
  }

  keep(part: Partial<WindowMemory>): void {
    this.#memory = { ...this.#memory, ...part }
    try {
      mkdirSync(path.dirname(this.#file), { recursive: true, mode: 0o700 })
      writeFileSync(`${this.#file}.new`, JSON.stringify(this.#memory), { mode: 0o600 })
      renameSync(`${this.#file}.new`, this.#file)
    } catch {
      // A full disk is told where it matters.
    }
  }
}

function read(file: string): WindowMemory {
  try {
    return WindowMemory.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return freshMemory
  }
}
