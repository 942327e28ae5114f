import { globSync } from 'node:fs'
import { cp, lstat, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { sharedRoots } from '../../electron/api/schema/shared-folders.ts'
import { BerthError } from '../../electron/base/errors.ts'
import type { Arch } from './arch.ts'
import { elfNeeds } from './elf.ts'
import { addGit } from './git.ts'
import { repository } from './hash.ts'
import { type ModuleChoice, ModuleTree } from './modules.ts'
import { addDebian, addEngine, install, link } from './parts.ts'
import { type Report, run } from './run.ts'

/** What Alpine's wheel has that a guest without package manager, OpenRC, other users or hardware never uses. */
const unused = [
  'boot',
  'etc/{apk,conf.d,init.d,runlevels,local.d,logrotate.d,mkinitfs,network,periodic,rc.conf,crontabs,modules,motd,issue}',
  'etc/{sudo*,sudoers*,dhcpcd.conf,hostname,inittab,sysctl*,ssl1.1,resolv.conf*,mtab,*-,securetty,secfixes.d}',
  'etc/{ca-certificates*,modules-load.d,profile.d,mdev.conf,busybox-paths.d}',
  'home',
  'lib/{apk,firmware,mdev,modules,modules-load.d,sysctl.d}',
  'lost+found',
  'media',
  'opt',
  'root',
  'sbin/{apk,dhcpcd,mkinitfs,nlplug-findfs,openrc*,rc-*,service,start-stop-daemon,supervise-daemon,modprobe,insmod}',
  'sbin/{rmmod,depmod,modinfo}',
  'bin/{bbsuid,kmod,lsmod,rc-status}',
  'srv',
  'usr/bin/{sudo*,cvtsudoers,growpart,econftool,einfo,scanelf,lddtree,c_rehash,update-ca-certificates}',
  'usr/lib/{cryptsetup,dhcpcd,sudo,engines-3,ossl-modules,modules-load.d,sysctl.d,tmpfiles.d,rc,openrc}',
  'usr/lib/{libapk*,libcryptsetup*,libdevmapper*,libjson-c*,libkmod*,libeinfo*,librc*,e2initrd_helper}',
  'usr/libexec/{sudo,rc,dhcpcd*,openrc}',
  'usr/sbin/{visudo,update-ca-certificates,sudo*,add-shell,remove-shell}',
  'usr/share/{apk,mkinitfs,man,doc,ca-certificates,openrc,licenses,bash-completion,zsh}',
  'var',
]

/** Directories that something is mounted on, and links from where programs look to where things are. */
const mountPoints = ['data', 'dev', 'proc', 'run', 'sys', ...sharedRoots]
const links: Readonly<Record<string, string>> = {
  'etc/docker': '/run/berth/docker',
  'etc/mtab': '/proc/mounts',
  'etc/resolv.conf': '/run/berth/resolv.conf',
  'etc/udhcpc/post-bound/address': '/usr/libexec/berth/address',
  'etc/udhcpc/post-renew/address': '/usr/libexec/berth/address',
  root: '/data/root',
  'var/lib/docker': '/data/docker',
  'var/log': '/run/log',
  'var/run': '/run',
  'var/tmp': '/data/tmp',
}

export interface RootParts {
  readonly arch: Arch
  /** Alpine's raw ext4 image */
  readonly alpine: string
  /** unpacked Debian packages */
  readonly debian: string
  /** folder of the engine's binaries */
  readonly engine: string
  /** files of our own programs, which go among the services */
  readonly programs: readonly string[]
  readonly modules: ModuleChoice
  readonly version: string
}

/** Copies the whole tree out of an ext4 image, without root rights and without mounting it. */
export async function extractExt4(image: string, to: string, report: Report): Promise<void> {
  await mkdir(to, { recursive: true })
  await run('debugfs', ['-R', `rdump / ${to}`, image], {
    what: `Extracting ${path.basename(image)}`,
    report,
    hint: 'debugfs is needed (Debian: e2fsprogs).',
  })
  // Owners cannot be kept without root and are set when the root is packed; what its owner may not read could not be.
  await run('chmod', ['-R', 'u+rwX', to], { what: 'Making the tree readable', report, hint: '' })
}

/** Assembles the guest's root in `to`. Alpine's whole tree is left in `alpineTree` for the initramfs to draw on. */
export async function assembleRoot(
  parts: RootParts,
  alpineTree: string,
  to: string,
  report: Report,
): Promise<void> {
  report('Extracting Alpine')
  await extractExt4(parts.alpine, alpineTree, report)
  await cp(alpineTree, to, { recursive: true, verbatimSymlinks: true })
  for (const pattern of unused)
    for (const name of globSync(pattern, { cwd: to })) await rm(path.join(to, name), { recursive: true })

  report('Adding kernel modules')
  const tree = await ModuleTree.open(alpineTree)
  await tree.writeTo(to, tree.under(parts.modules.root))
  for (const name of ['modprobe', 'insmod', 'rmmod', 'lsmod', 'modinfo', 'depmod'])
    await link('/bin/busybox', path.join(to, 'sbin', name))

  report('Adding sshd, nft, iptables, git and the engine')
  await addDebian(parts.debian, parts.arch, to)
  await addGit(parts.debian, parts.arch, to)
  await addEngine(parts.engine, to)
  for (const program of parts.programs)
    await install(program, path.join(to, 'usr/libexec/berth', path.basename(program)))

  await cp(path.join(repository, 'vm-assets/rootfs'), to, { recursive: true, verbatimSymlinks: true })
  for (const name of mountPoints) await mkdir(path.join(to, name), { recursive: true })
  await mkdir(path.join(to, 'var/empty'), { recursive: true })
  for (const [name, target] of Object.entries(links)) await link(target, path.join(to, name))
  await writeFile(path.join(to, 'etc/berth/version'), `${parts.version}\n`)
  await checkLibraries(to)
}

/** Every shared library that a program or library of the root names must be in it: a cut too deep ends the build. */
async function checkLibraries(root: string): Promise<void> {
  const here = new Set(
    globSync('{lib,lib64,usr/lib}/{,*-linux-gnu/}*.so*', { cwd: root }).map((name) => path.basename(name)),
  )
  for (const name of globSync('{bin,sbin,lib,usr/bin,usr/sbin,usr/lib,usr/local/bin}/**', { cwd: root })) {
    const file = path.join(root, name)
    if (!(await lstat(file)).isFile()) continue
    const lost = elfNeeds(await readFile(file))?.libraries.find((library) => !here.has(library))
    if (lost !== undefined)
      throw new BerthError('image-missing', `${name} needs ${lost}, which the root lacks.`, {
        hint: 'Keep it, or drop both: see `unused` in scripts/assets/root.ts.',
      })
  }
}
