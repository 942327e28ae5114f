import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A Windows of Wine's own, in a folder: what is installed into it is looked at, and goes with the folder. */
export class Wine {
  readonly #prefix: string

  constructor(prefix: string) {
    this.#prefix = prefix
  }

  get env(): Record<string, string> {
    return {
      WINEPREFIX: this.#prefix,
      WINEARCH: 'win64',
      WINEDEBUG: '-all',
      // No menu entries on the computer that tests.
      WINEDLLOVERRIDES: 'winemenubuilder.exe=d;mscoree=d;mshtml=d',
    }
  }

  /** The user's own folder. */
  get user(): string {
    return path.join(this.#prefix, 'drive_c', 'users', os.userInfo().username)
  }

  async boot(): Promise<void> {
    await run('wineboot', ['--init'], { env: { ...process.env, ...this.env }, timeout: 120_000 })
  }

  /** Gives it what programs written in Go ask of Windows, and this Wine lacks. */
  preparedForGo(): Promise<void> {
    return this.#library('bcryptprimitives.dll', 'prng.c', '-ladvapi32')
  }

  /** Gives it what dockerd looks for before it starts: a Windows of 2019, its services for containers, and an answer of one. */
  async preparedForContainers(): Promise<void> {
    await this.addValue(String.raw`HKCU\Software\Wine`, 'Version', 'win10')
    await this.#library('vmcompute.dll', 'vmcompute.c', '-lole32')
    for (const name of ['hns', 'vmcompute'])
      await this.run('sc', 'create', name, 'binPath=', String.raw`C:\windows\system32\svchost.exe`)
  }

  async #library(name: string, source: string, ...libraries: string[]): Promise<void> {
    const file = path.join(this.systemDrive, 'windows', 'system32', name)
    const from = path.join(import.meta.dirname, source)
    await run('x86_64-w64-mingw32-gcc', ['-shared', '-s', '-o', file, from, ...libraries])
  }

  /** Where its C: is here. */
  get systemDrive(): string {
    return path.join(this.#prefix, 'drive_c')
  }

  /** How a program here calls a file of this computer's. */
  pathOf(file: string): string {
    return `Z:${file.replaceAll('/', '\\')}`
  }

  /** Ends every program here. */
  async end(): Promise<void> {
    await run('wineserver', ['--kill'], { env: { ...process.env, ...this.env } }).catch(() => undefined)
  }

  /** Runs a program to its end; resolves with its exit code. */
  async run(program: string, ...args: string[]): Promise<number> {
    try {
      await run('wine', [program, ...args], { env: { ...process.env, ...this.env }, timeout: 120_000 })
      // An uninstaller goes on in a copy of itself; the server ends when the last program has.
      await run('wineserver', ['--wait'], { env: { ...process.env, ...this.env }, timeout: 120_000 })
      return 0
    } catch (error) {
      if (error instanceof Error && 'code' in error && typeof error.code === 'number') return error.code
      throw error
    }
  }

  /** The values of a key of the registry, as text; null when there is no such key. */
  async registry(key: string): Promise<string | null> {
    return run('wine', ['reg', 'query', key, '/s'], { env: { ...process.env, ...this.env } }).then(
      ({ stdout }) => stdout,
      () => null,
    )
  }

  async addValue(key: string, name: string, value: string): Promise<void> {
    await run('wine', ['reg', 'add', key, '/v', name, '/d', value, '/f'], {
      env: { ...process.env, ...this.env },
    })
  }

  /** The files under a folder, with slashes; [] where there is none. */
  async files(dir: string): Promise<string[]> {
    const found = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => [])
    return found
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)))
      .sort()
  }
}
