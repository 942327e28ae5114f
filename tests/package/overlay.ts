import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { makePackages } from '../../scripts/release/package.ts'
import { stage } from '../../scripts/release/stage.ts'
import { standInElectron } from './stand-in-electron.ts'

const run = promisify(execFile)

/** The computer's own books, which it writes anew from what is installed. */
const computers = [
  /^var\/(lib\/(dpkg|rpm)|log|cache)\//,
  /^usr\/share\/mime\/(?!packages\/)/,
  /^usr\/share\/.*\/?(mimeinfo|icon-theme)\.cache$/,
  // A user that the tests make.
  /^etc\/(passwd|shadow|group|gshadow|subuid|subgid)-?$/,
  /^etc\/\.pwd\.lock$/,
]

/** This very computer behind an overlay: what is written lands in a folder, where it can be counted. Needs root. */
export class Overlay {
  readonly dir: string

  private constructor(dir: string) {
    this.dir = dir
  }

  static async make(): Promise<Overlay> {
    const dir = await mkdtemp(path.join(os.tmpdir(), 'berth-overlay-'))
    for (const name of ['upper', 'work', 'root', 'home']) await mkdir(path.join(dir, name))
    return new Overlay(dir)
  }

  upper(...names: string[]): string {
    return path.join(this.dir, 'upper', ...names)
  }

  /** Packages of this tree around a stand-in for Electron, made by a stand-in for fpm. */
  async packages(target: 'deb' | 'rpm'): Promise<string[]> {
    const fpm = path.join(this.dir, 'fpm')
    const program = path.join(import.meta.dirname, 'fpm.ts')
    await writeFile(fpm, `#!/bin/sh\nexec ${process.execPath} ${program} "$@"\n`)
    await chmod(fpm, 0o755)
    process.env['CUSTOM_FPM_PATH'] = fpm
    await stage(() => undefined)
    const electronDist = await standInElectron(path.join(this.dir, 'electron'))
    const env = { ...process.env, BERTH_UPDATE_URL: 'https://updates.berth.invalid/' }
    return makePackages([target], { electronDist, output: path.join(this.dir, 'out') }, env)
  }

  /** Runs a script as root of the computer behind the overlay. */
  async behind(script: string): Promise<string> {
    const { dir } = this
    const mounts = [
      `mount -t overlay overlay -o lowerdir=/,upperdir=${dir}/upper,workdir=${dir}/work ${dir}/root`,
      `mount -t proc proc ${dir}/root/proc`,
      `mount -t devtmpfs dev ${dir}/root/dev`,
      // Nobody who really uses this computer is met there: what is removed would stop their machines.
      `mount -t tmpfs root ${dir}/root/root`,
      `mount --bind ${dir}/home ${dir}/root/home`,
    ]
    const line = `${mounts.join(' && ')}; exec chroot ${dir}/root sh -ec '${script}'`
    const { stdout } = await run('unshare', ['--mount', 'sh', '-ec', line], { maxBuffer: 1 << 26 })
    return stdout
  }

  /** What lies in the overlay, but for those books and folders that hold nothing. */
  async written(): Promise<string[]> {
    const entries = await readdir(this.upper(), { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => path.relative(this.upper(), path.join(entry.parentPath, entry.name)))
      .filter((name) => !computers.some((pattern) => pattern.test(name)))
      .sort()
  }

  async homeOf(user: string): Promise<string[]> {
    const dir = path.join(this.dir, 'home', user)
    const entries = await readdir(dir, { recursive: true, withFileTypes: true })
    return entries.map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)))
  }

  async remove(): Promise<void> {
    await rm(this.dir, { recursive: true, force: true })
  }
}

/** What Berth sets up for a user outside of its home. */
export const traces = ['.config/autostart/berth.desktop', '.local/bin/berth']

/** Has a user set Berth up, with data in its home. */
export const useAs = (user: string): string =>
  `useradd --create-home ${user} && runuser -u ${user} -- berth path add && ` +
  `mkdir -p /home/${user}/.config/autostart /home/${user}/.berth/machine && ` +
  `echo > /home/${user}/.config/autostart/berth.desktop && ` +
  `echo containers > /home/${user}/.berth/machine/kept.txt && chmod 700 /home/${user}/.berth && ` +
  `chown -R ${user} /home/${user}`

/** What a package lays outside of its folder: nothing else. */
export const isStray = (name: string): boolean =>
  !/^(opt\/Berth\/|usr\/(bin\/berth(-desktop)?$|share\/(applications|icons|doc)\/)|etc\/alternatives\/berth-desktop$)/.test(
    name,
  )
