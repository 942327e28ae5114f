import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { BerthError } from '../../electron/base/errors.ts'

/** Which kernel modules go where: vm-assets/modules.json. */
export interface ModuleChoice {
  /** loaded by the initramfs, in the order that their dependencies ask */
  readonly initramfs: readonly string[]
  /** loaded by the initramfs only where disks are SCSI disks: on Hyper-V, and behind a virtio SCSI controller */
  readonly scsi: readonly string[]
  /** folders and files under kernel/ that the root carries, with whatever they depend on */
  readonly root: readonly string[]
}

/** The modules of one kernel and what each needs, as depmod wrote it down. */
export class ModuleTree {
  readonly #dir: string
  /** path below the tree ("kernel/fs/ext4/ext4.ko.gz") to the paths that must be loaded before it, deepest last */
  readonly #needs: ReadonlyMap<string, readonly string[]>

  private constructor(dir: string, needs: ReadonlyMap<string, readonly string[]>) {
    this.#dir = dir
    this.#needs = needs
  }

  /** Reads the one kernel's tree under `lib/modules` of a root. */
  static async open(root: string): Promise<ModuleTree> {
    const modules = path.join(root, 'lib/modules')
    const [release, ...more] = await readdir(modules)
    if (release === undefined || more.length > 0)
      throw new BerthError('image-damaged', `Alpine's root has not exactly one kernel in lib/modules.`, {
        hint: 'The pinned Alpine package has changed its form: scripts/assets/modules.ts must learn it.',
      })
    const dir = path.join(modules, release)
    return new ModuleTree(dir, parseDependencies(await readFile(path.join(dir, 'modules.dep'), 'utf8')))
  }

  /** The kernel's release: the folder's name. */
  get release(): string {
    return path.basename(this.#dir)
  }

  /** The paths of these modules and of all that they need, in an order in which they can be loaded. */
  loadOrder(names: readonly string[]): string[] {
    const order = new Set<string>()
    for (const name of names) {
      const file = this.#find(name)
      for (const needed of [...(this.#needs.get(file) ?? [])].reverse()) order.add(needed)
      order.add(file)
    }
    return [...order]
  }

  /** The paths of all modules under these folders, and of all that they need. */
  under(prefixes: readonly string[]): string[] {
    const chosen = new Set<string>()
    for (const prefix of prefixes) {
      const found = [...this.#needs.keys()].filter((file) => isUnder(file, `kernel/${prefix}`))
      for (const file of found) {
        chosen.add(file)
        for (const needed of this.#needs.get(file) ?? []) chosen.add(needed)
      }
    }
    return [...chosen].sort()
  }

  /** A module's code, decompressed: the guest then needs no time for it. */
  async read(file: string): Promise<Buffer> {
    const data = await readFile(path.join(this.#dir, file))
    return file.endsWith('.gz') ? gunzipSync(data) : data
  }

  /**
   * Writes these modules, decompressed, with the text indexes that BusyBox modprobe reads, cut down to them: a short
   * index is found through faster than a binary one is opened.
   */
  async writeTo(root: string, files: readonly string[]): Promise<void> {
    const out = path.join(root, 'lib/modules', this.release)
    for (const file of files) {
      const to = path.join(out, plain(file))
      await mkdir(path.dirname(to), { recursive: true })
      await writeFile(to, await this.read(file))
    }
    const dep = files.map((file) =>
      `${plain(file)}: ${(this.#needs.get(file) ?? []).map(plain).join(' ')}`.trim(),
    )
    await writeFile(path.join(out, 'modules.dep'), `${dep.join('\n')}\n`)
    const names = new Set(files.map(moduleName))
    for (const index of ['modules.alias', 'modules.softdep']) {
      const lines = (await readFile(path.join(this.#dir, index), 'utf8')).split('\n')
      await writeFile(path.join(out, index), `${lines.filter((line) => isAbout(line, names)).join('\n')}\n`)
    }
    for (const index of ['modules.builtin', 'modules.symbols'])
      await writeFile(path.join(out, index), await readFile(path.join(this.#dir, index)))
  }

  #find(name: string): string {
    const wanted = name.replaceAll('-', '_')
    const file = [...this.#needs.keys()].find((each) => moduleName(each) === wanted)
    if (file !== undefined) return file
    throw new BerthError('image-missing', `The kernel module ${name} is not among Alpine's.`, {
      hint: 'Correct vm-assets/modules.json: it may have been renamed, or built into the kernel.',
    })
  }
}

/** modules.dep: one line per module, "PATH: PATH PATH…". */
export function parseDependencies(text: string): Map<string, readonly string[]> {
  const needs = new Map<string, readonly string[]>()
  for (const line of text.split('\n')) {
    const [file, list] = line.split(':')
    if (file === undefined || list === undefined) continue
    needs.set(file, list.trim() === '' ? [] : list.trim().split(' '))
  }
  return needs
}

/** A module's name as the kernel knows it: dashes and underscores are one. */
export function moduleName(file: string): string {
  return path.basename(plain(file), '.ko').replaceAll('-', '_')
}

function plain(file: string): string {
  return file.replace(/\.gz$/, '')
}

function isUnder(file: string, prefix: string): boolean {
  return file.startsWith(`${prefix}/`) || plain(file) === `${prefix}.ko`
}

/** "alias PATTERN MODULE" and "softdep MODULE pre: …" lines of modules that are here. */
function isAbout(line: string, names: ReadonlySet<string>): boolean {
  const words = line.split(' ')
  const name = words[0] === 'alias' ? words.at(-1) : words[1]
  return name !== undefined && names.has(name.replaceAll('-', '_'))
}
