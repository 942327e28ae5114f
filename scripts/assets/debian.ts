import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { BerthError } from '../../electron/base/errors.ts'
import { type Arch, archNames } from './arch.ts'
import { download, isDownloaded } from './download.ts'
import { type DebianPin, pinsFile } from './pins.ts'
import { type Report, run } from './run.ts'

/**
 * apt-get of the user's own: its lists, cache and architecture lie in a folder of ours, so that no root right is
 * needed and the system's package state stays untouched. Sources and their keys are the system's.
 */
export class PrivateApt {
  readonly #dir: string
  readonly #arch: Arch
  readonly #report: Report
  #updated = false

  constructor(dir: string, arch: Arch, report: Report) {
    this.#dir = dir
    this.#arch = arch
    this.#report = report
  }

  /** Downloads packages, each `name` or `name=version`, into `dir`. Updates the package lists on first use. */
  async download(names: readonly string[], dir: string): Promise<void> {
    if (!this.#updated) await this.#update()
    await this.#apt(['download', ...names], dir)
  }

  async #update(): Promise<void> {
    for (const sub of ['lists/partial', 'archives/partial'])
      await mkdir(path.join(this.#dir, sub), { recursive: true })
    await writeFile(path.join(this.#dir, 'status'), '')
    await this.#apt(['update'], this.#dir)
    this.#updated = true
  }

  #apt(args: readonly string[], cwd: string): Promise<string> {
    const arch = archNames[this.#arch].debian
    const options = [
      `Dir::State=${this.#dir}`,
      `Dir::State::Lists=${this.#dir}/lists`,
      `Dir::State::status=${this.#dir}/status`,
      `Dir::Cache=${this.#dir}`,
      `APT::Architecture=${arch}`,
      `APT::Architectures=${arch}`,
      `APT::Sandbox::User=${os.userInfo().username}`,
      'Acquire::Languages=none',
      'Acquire::Retries=3',
    ]
    return run('apt-get', ['-q', ...options.flatMap((each) => ['-o', each]), ...args], {
      cwd,
      what: `Debian packages for ${arch}: apt-get ${args[0] ?? ''}`,
      report: this.#report,
      hint: 'Check the network and the apt sources of this computer (Debian 12, "bookworm").',
    })
  }
}

/** The unpacked tree of all pinned packages, each verified by its hash. Needs dpkg-deb; never installs anything. */
export async function unpackDebian(
  pins: readonly DebianPin[],
  arch: Arch,
  apt: PrivateApt,
  tree: string,
  report: Report,
): Promise<void> {
  await mkdir(tree, { recursive: true })
  for (const file of await fetchPackages(pins, arch, apt)) {
    await run('dpkg-deb', ['-x', file, tree], {
      what: `Unpacking ${path.basename(file)}`,
      report,
      hint: 'dpkg-deb comes with Debian (package dpkg).',
    })
  }
}

/** The verified .deb files of these pins, in their order. Those that the cache lacks are downloaded together. */
export async function fetchPackages(
  pins: readonly DebianPin[],
  arch: Arch,
  apt: PrivateApt,
): Promise<string[]> {
  const work = await mkdtemp(path.join(os.tmpdir(), 'berth-debian-'))
  try {
    const missing: DebianPin[] = []
    for (const pin of pins) if (!(await isDownloaded(pin[arch].sha256))) missing.push(pin)
    if (missing.length > 0) await downloadAll(missing, arch, apt, work)
    const fetched = await readdir(work)
    return await Promise.all(
      pins.map((pin) => {
        const what = `${pin.name} ${pin[arch].version} (${archNames[arch].debian})`
        const wanted = { what, sha256: pin[arch].sha256, pin: `"${pin.name}" in ${pinsFile}` }
        return download(wanted, async (dir) => {
          const file = fetched.find((name) => name.startsWith(`${pin.name}_`))
          if (file !== undefined) await copyFile(path.join(work, file), path.join(dir, file))
        })
      }),
    )
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function downloadAll(
  pins: readonly DebianPin[],
  arch: Arch,
  apt: PrivateApt,
  dir: string,
): Promise<void> {
  try {
    const names = pins.map((pin) => `${pin.name}=${pin[arch].version}`)
    await apt.download(names, dir)
  } catch (cause) {
    const lost = missingVersions(cause instanceof Error ? cause.message : '')
    const which = lost.length === 0 ? 'Debian packages' : lost.join(', ')
    throw new BerthError('image-missing', `${which}: pinned in ${pinsFile}, but cannot be downloaded.`, {
      hint:
        lost.length === 0
          ? 'Check the network and the apt sources of this computer (Debian 12, "bookworm").'
          : `Debian's mirror has moved on to newer versions, and the pins must follow: run ` +
            `"node scripts/assets/pin.ts", then review and commit what it changed.`,
      cause,
    })
  }
}

/** The packages of which apt-get said that it knows no such version, or not at all, as "NAME VERSION". */
export function missingVersions(words: string): string[] {
  return words.split('\n').flatMap((line) => {
    const version = /^E: Version [‘'"](.+)[’'"] for [‘'"](.+)[’'"] was not found/.exec(line)
    if (version) return [`${version[2] ?? ''} ${version[1] ?? ''}`]
    const name = /^E: Unable to locate package (\S+)/.exec(line)
    return name ? [name[1] ?? ''] : []
  })
}
