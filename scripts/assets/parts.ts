import { globSync } from 'node:fs'
import { chmod, copyFile, lstat, mkdir, readFile, readdir, realpath, rm, symlink } from 'node:fs/promises'
import path from 'node:path'
import { BerthError } from '../../electron/base/errors.ts'
import { type Arch, archNames } from './arch.ts'
import { elfNeeds } from './elf.ts'

/** Programs taken from Debian's packages; the libraries that they name come along. */
const debianPrograms = ['usr/sbin/sshd', 'usr/sbin/nft', 'usr/sbin/xtables-nft-multi', 'usr/bin/tini-static']
const debianPlugins = 'usr/lib/{triplet}/xtables/*.so'
const iptablesNames = ['iptables', 'ip6tables'].flatMap((each) => [
  each,
  `${each}-save`,
  `${each}-restore`,
  `${each}-nft`,
  `${each}-nft-save`,
  `${each}-nft-restore`,
])

/** Makes `at` a symbolic link, in place of whatever it was. */
export async function link(target: string, at: string): Promise<void> {
  await mkdir(path.dirname(at), { recursive: true })
  await rm(at, { force: true, recursive: true })
  await symlink(target, at)
}

/** Copies a program. */
export async function install(from: string, to: string): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true })
  await copyFile(from, to)
  await chmod(to, 0o755)
}

/** Copies the engine's binaries to where the engine looks for them. */
export async function addEngine(engine: string, to: string): Promise<void> {
  for (const name of await readdir(engine))
    if (!name.endsWith('.json')) await install(path.join(engine, name), path.join(to, 'usr/local/bin', name))
  await link('/usr/bin/tini-static', path.join(to, 'usr/local/bin/docker-init'))
}

/** Debian's programs with Debian's loader and libraries, which live beside musl's: their folders do not meet. */
export async function addDebian(debian: string, arch: Arch, to: string): Promise<void> {
  const { triplet } = archNames[arch]
  const plugins = globSync(debianPlugins.replace('{triplet}', triplet), { cwd: debian })
  await addPrograms([...debianPrograms, ...plugins], debian, arch, to)
  for (const name of iptablesNames) await link('xtables-nft-multi', path.join(to, 'usr/sbin', name))
}

/** Copies programs of unpacked Debian packages, with the loader and the libraries that they name. */
export async function addPrograms(
  programs: readonly string[],
  debian: string,
  arch: Arch,
  to: string,
): Promise<void> {
  const { triplet, glibcLoader } = archNames[arch]
  const wanted = [...programs]
  const loader = `lib/${triplet}/${path.basename(glibcLoader)}`
  await install(path.join(debian, loader), path.join(to, glibcLoader))
  const done = new Set([path.basename(glibcLoader)])
  for (let file = wanted.pop(); file !== undefined; file = wanted.pop()) {
    const from = await realpath(path.join(debian, file))
    await install(from, path.join(to, file))
    for (const library of elfNeeds(await readFile(from))?.libraries ?? []) {
      if (done.has(library)) continue
      done.add(library)
      wanted.push(await findLibrary(debian, triplet, library, file))
    }
  }
}

async function findLibrary(tree: string, triplet: string, library: string, by: string): Promise<string> {
  for (const dir of [`lib/${triplet}`, `usr/lib/${triplet}`]) {
    const file = path.join(dir, library)
    if (await lstat(path.join(tree, file)).catch(() => null)) return file
  }
  throw new BerthError('image-missing', `${by} needs ${library}, which no pinned Debian package has.`, {
    hint: 'Add the package that has it to "debian" in vm-assets/pins.json (scripts/assets/pin.ts fills in the rest).',
  })
}
