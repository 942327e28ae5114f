import { chmod, copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { globSync, lstatSync, readlinkSync } from 'node:fs'
import path from 'node:path'
import { ensureAlpine } from './alpine.ts'
import type { Arch } from './arch.ts'
import { entryDir, ensureEntry } from './cache.ts'
import { PrivateApt, unpackDebian } from './debian.ts'
import { engineDir, ensureEngine } from './engine.ts'
import { hashInputs, repository } from './hash.ts'
import { isBuildOnly, pinsFile, readPins } from './pins.ts'
import { addDebian, addEngine } from './parts.ts'
import { type Report, run } from './run.ts'

/** The bench's peer: files of a machine that boots stock Alpine. The disk is a base to be overlaid, not written. */
export interface Stock {
  readonly kernel: string
  readonly initrd: string
  /** qcow2, 16 GiB, ext4, the machine's only disk */
  readonly disk: string
  /** to be appended to a console=… of the machine's */
  readonly commandLine: string
  /** a private key that root's account accepts, mode 0600; the machine exists for measuring only */
  readonly key: string
}

const code = ['alpine', 'debian', 'elf', 'parts', 'stock'].map((name) => `scripts/assets/${name}.ts`)

/**
 * Stock Alpine: the same wheel with its own kernel file, initramfs, kmod and OpenRC, its root an ordinary writable
 * ext4. Added are only the same engine and Debian's sshd as OpenRC services, and what they need; taken away are the
 * wheel's own services, which are not Alpine's, and its claim to be a container (rc_sys="lxc"), which it is not here.
 */
export async function ensureStock(arch: Arch, report: Report): Promise<Stock> {
  const engine = path.basename(await engineDir(arch))
  const hash = await hashInputs(['vm-assets/stock', pinsFile, ...code], [arch, engine])
  const dir = await ensureEntry('stock', arch, hash, report, (work) => buildStock(arch, work, report))
  return stockIn(dir)
}

/** Where the peer's files for a hash are: for tests and for cleaning up. */
export function stockDir(arch: Arch, hash: string): string {
  return entryDir('stock', arch, hash)
}

function stockIn(dir: string): Stock {
  const file = (name: string): string => path.join(dir, name)
  return {
    kernel: file('kernel'),
    initrd: file('initrd'),
    disk: file('disk.qcow2'),
    commandLine: 'root=/dev/vda rootfstype=ext4 modules=virtio_blk,virtio_net,ext4 quiet',
    key: file('key'),
  }
}

async function buildStock(arch: Arch, dir: string, report: Report): Promise<void> {
  const work = path.join(dir, 'work')
  const added = path.join(work, 'added')
  await mkdir(added, { recursive: true })
  const pins = await readPins()
  const alpine = await ensureAlpine(pins, arch, report)
  await copyFile(alpine.kernel, path.join(dir, 'kernel'))
  await copyFile(alpine.initrd, path.join(dir, 'initrd'))

  const debian = path.join(work, 'debian')
  const runtime = pins.debian.filter((pin) => !isBuildOnly(pin))
  await unpackDebian(runtime, arch, new PrivateApt(path.join(work, 'apt'), arch, report), debian, report)
  await addDebian(debian, arch, added)
  await addEngine(await ensureEngine(arch, report), added)
  await cp(path.join(repository, 'vm-assets/stock'), added, { recursive: true })
  await makeKey(path.join(dir, 'key'), report)
  await copyFile(path.join(dir, 'key.pub'), path.join(added, 'etc/ssh/authorized_keys'))
  await makeKey(path.join(added, 'etc/ssh/ssh_host_ed25519_key'), report)
  // The wheel locks nothing for root, but says that it runs in a container; "" lets OpenRC find out for itself.
  const rcConf = await readFromExt4(alpine.root, '/etc/rc.conf', work, report)
  await writeFile(path.join(added, 'etc/rc.conf'), rcConf.replace(/^rc_sys=.*$/m, 'rc_sys=""'))

  report('Writing the stock root')
  const raw = path.join(work, 'disk.raw')
  await copyFile(alpine.root, raw)
  await grow(raw, report)
  const script = path.join(work, 'debugfs')
  await writeFile(script, debugfsScript(added))
  await run('debugfs', ['-w', '-f', script, raw], {
    what: 'Adding engine and sshd to the stock root',
    report,
    hint: '',
  })
  await run('qemu-img', ['convert', '-O', 'qcow2', raw, path.join(dir, 'disk.qcow2')], {
    what: 'Packing the stock root',
    report,
    hint: 'qemu-img is needed (Debian: qemu-utils).',
  })
  await rm(work, { recursive: true })
}

async function makeKey(file: string, report: Report): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'stock', '-f', file], {
    what: 'Making a key',
    report,
    hint: 'ssh-keygen is needed (Debian: openssh-client).',
  })
  await chmod(file, 0o600)
}

async function readFromExt4(image: string, file: string, work: string, report: Report): Promise<string> {
  const to = path.join(work, path.basename(file))
  await run('debugfs', ['-R', `dump ${file} ${to}`, image], { what: `Reading ${file}`, report, hint: '' })
  return readFile(to, 'utf8')
}

/** To 16 GiB, checked before and after: the peer must not pay for an unclean file system. */
async function grow(raw: string, report: Report): Promise<void> {
  const hint = 'e2fsck and resize2fs are needed (Debian: e2fsprogs).'
  await run('qemu-img', ['resize', '-q', '-f', 'raw', raw, '16G'], {
    what: 'Growing the stock root',
    report,
    hint,
  })
  await run('e2fsck', ['-f', '-p', raw], { what: 'Checking the stock root', report, hint })
  await run('resize2fs', [raw], { what: 'Growing the stock root', report, hint })
}

/** Services of the default and boot runlevels that the peer starts beside Alpine's own. */
const services: Readonly<Record<string, string>> = {
  containerd: 'default',
  docker: 'default',
  sshd: 'default',
  cgroups: 'sysinit',
}

/** The wheel's own services: its guest agent, and one that copies a resolv.conf onto a root not yet writable. */
const removed = [
  '/etc/runlevels/boot/quicksand-guest-agent',
  '/etc/runlevels/sysinit/setup-dns',
  '/etc/resolv.conf',
]

/** What debugfs does to put a tree into an ext4 image: files and links replace what is there, all of them root's. */
export function debugfsScript(tree: string): string {
  const names = globSync('**', { cwd: tree }).sort()
  const lines = names.flatMap((name) => {
    const entry = lstatSync(path.join(tree, name))
    if (name === '.' || name === '') return []
    if (entry.isDirectory()) return [`mkdir /${name}`]
    if (entry.isSymbolicLink())
      return [`rm /${name}`, `symlink /${name} ${readlinkSync(path.join(tree, name))}`]
    const mode = (0o100000 | (entry.mode & 0o777)).toString(8).padStart(7, '0')
    return [
      `rm /${name}`,
      `write "${path.join(tree, name)}" /${name}`,
      `set_inode_field /${name} mode ${mode}`,
      `set_inode_field /${name} uid 0`,
      `set_inode_field /${name} gid 0`,
    ]
  })
  const enabled = Object.entries(services).map(
    ([name, level]) => `symlink /etc/runlevels/${level}/${name} /etc/init.d/${name}`,
  )
  return `${[...removed.map((file) => `rm ${file}`), ...lines, ...enabled].join('\n')}\n`
}
