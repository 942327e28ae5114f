import { copyFile, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type ImageManifest, imageManifestSchema } from '../../electron/machine/image/manifest.ts'
import { ensureAlpine } from './alpine.ts'
import { type Arch, nativeArch } from './arch.ts'
import { bootDisk } from './bootdisk.ts'
import { entryDir, ensureEntry } from './cache.ts'
import { hashInputs } from './hash.ts'
import { ensureImage, imageDir } from './image.ts'
import { describeFile } from './manifest.ts'
import { readPins } from './pins.ts'
import type { Report } from './run.ts'

/** Images for hypervisors that do not take kernel and initramfs as they lie in the image. */
export const shapes = ['hyperv', 'vz'] as const
export type Shape = (typeof shapes)[number]

/** What a shape adds to the image's files; nothing where the image as it is will do. */
function added(shape: Shape, arch: Arch): 'bootDisk' | 'bzImage' | null {
  if (shape === 'hyperv') return 'bootDisk'
  // On aarch64 the image's kernel is the uncompressed Image that Virtualization.framework wants.
  return arch === 'aarch64' ? null : 'bzImage'
}

/**
 * The shape for the driver that a computer takes first (`driverOf` in electron/base/paths.ts); null where the image as it
 * is will do.
 */
export function shapeFor(platform: NodeJS.Platform, arch: Arch): Shape | null {
  if (platform === 'win32') return 'hyperv'
  return platform === 'darwin' && arch === 'x86_64' ? 'vz' : null
}

const nativeShape = shapeFor(process.platform, nativeArch())

/** The image for this computer's own machine. */
export const ensureNativeImage = (report: Report): Promise<string> =>
  nativeShape ? ensureShape(nativeShape, nativeArch(), report) : ensureImage(nativeArch(), report)

/** Where that image is once `ensureNativeImage` has run. */
export const nativeImageDir = (): Promise<string> =>
  nativeShape ? shapeDir(nativeShape, nativeArch()) : imageDir(nativeArch())

/** Where the image in this shape is once `ensureShape` has run. */
export async function shapeDir(shape: Shape, arch: Arch): Promise<string> {
  const image = await imageDir(arch)
  if (added(shape, arch) === null) return image
  const code = ['bootdisk', 'shapes', 'uki'].map((name) => `scripts/assets/${name}.ts`)
  return entryDir('shape', arch, await hashInputs(code, [shape, path.basename(image)]))
}

/**
 * The image with what one hypervisor wants added: the same files, none of them made anew, and a manifest that names one
 * more. Made on demand: no ordinary start on Linux or Apple silicon needs it.
 */
export async function ensureShape(shape: Shape, arch: Arch, report: Report): Promise<string> {
  const image = await ensureImage(arch, report)
  const part = added(shape, arch)
  if (part === null) return image
  const hash = path.basename(await shapeDir(shape, arch))
  return ensureEntry('shape', arch, hash, report, async (dir) => {
    const manifest = imageManifestSchema.parse(
      JSON.parse(await readFile(path.join(image, 'manifest.json'), 'utf8')),
    )
    const { kernel, initramfs, root } = manifest.files
    for (const { name } of [kernel, initramfs, root]) await link(path.join(image, name), path.join(dir, name))
    const alpine = await ensureAlpine(await readPins(), arch, report)
    const name = part === 'bootDisk' ? 'boot.vhdx' : 'bzImage'
    const file = path.join(dir, name)
    if (part === 'bzImage') await copyFile(alpine.kernel, file)
    else {
      const work = path.join(dir, 'work')
      await mkdir(work)
      const at = {
        kernel: alpine.kernel,
        initramfs: path.join(dir, initramfs.name),
        root: path.join(dir, root.name),
      }
      await bootDisk({ arch, version: manifest.version, ...at }, work, file, report)
      await rm(work, { recursive: true })
    }
    const described = await describeFile(dir, name)
    const shaped: ImageManifest = {
      ...manifest,
      files: { ...manifest.files, [part]: described },
      bytes: manifest.bytes + described.bytes,
    }
    await writeFile(path.join(dir, 'manifest.json'), `${JSON.stringify(shaped, null, 2)}\n`)
    report(`${name} is ${Math.round(described.bytes / 1e6)} MB`)
  })
}
