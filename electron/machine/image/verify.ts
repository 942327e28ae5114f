import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { BerthError, isSystemError } from '../../base/errors.ts'
import type { ImageFiles } from '../driver.ts'
import { readIfThere } from '../files.ts'
import { FileHashes } from './hashes.ts'
import { imageManifestSchema, type ImageManifest } from './manifest.ts'

const hint = 'Run scripts/start: it builds the image again.'
/** What every image has, then what only some shapes of it have. */
const parts = ['kernel', 'initramfs', 'root', 'bootDisk', 'bzImage'] as const

/**
 * The image in `dir`, every file of it there, whole and for this computer's architecture.
 * `note` is where known hashes are kept. Rejects with `image-missing` or `image-damaged`, naming the file.
 */
export async function verifyImage(
  dir: string,
  note: string,
  architecture: ImageManifest['architecture'] = hostArchitecture(),
): Promise<ImageFiles> {
  const manifest = await readManifest(path.join(dir, 'manifest.json'))
  if (manifest.architecture !== architecture)
    throw new BerthError(
      'image-damaged',
      `The image in ${dir} is for ${manifest.architecture}, this computer is ${architecture}.`,
      { hint },
    )
  const hashes = new FileHashes(note)
  for (const entry of presentParts(manifest)) await verifyFile(dir, entry.file, hashes)
  await hashes.keep().catch(() => undefined)
  const { kernel, initramfs, root, bootDisk, bzImage } = manifest.files
  const at = ({ name }: { readonly name: string }): string => path.join(dir, name)
  return {
    kernel: at(kernel),
    initramfs: at(initramfs),
    root: at(root),
    ...(bootDisk && { bootDisk: at(bootDisk) }),
    ...(bzImage && { bzImage: at(bzImage) }),
    id: imageId(manifest),
  }
}

/** The name of this computer's processor architecture, as kernels and QEMU say it. */
export function hostArchitecture(): ImageManifest['architecture'] {
  return process.arch === 'arm64' ? 'aarch64' : 'x86_64'
}

type File = ImageManifest['files']['root']

function presentParts({ files }: ImageManifest): { part: string; file: File }[] {
  return parts.flatMap((part) => {
    const file = files[part]
    return file ? [{ part, file }] : []
  })
}

function imageId(manifest: ImageManifest): string {
  const hash = createHash('sha256')
  for (const { part, file } of presentParts(manifest)) hash.update(`${part} ${file.sha256}\n`)
  return hash.digest('hex').slice(0, 16)
}

async function readManifest(file: string): Promise<ImageManifest> {
  const text = await readIfThere(file)
  if (text === null) throw new BerthError('image-missing', `There is no image: ${file} is missing.`, { hint })
  try {
    return imageManifestSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new BerthError('image-damaged', `${file} is damaged: it is not a valid manifest.`, { hint, cause })
  }
}

async function verifyFile(dir: string, entry: File, hashes: FileHashes): Promise<void> {
  const file = path.join(dir, entry.name)
  const bytes = await sizeOf(file)
  if (bytes !== entry.bytes)
    throw new BerthError('image-damaged', `${file} is damaged: it has ${bytes} bytes, not ${entry.bytes}.`, {
      hint,
    })
  if ((await hashes.of(file)) !== entry.sha256)
    throw new BerthError('image-damaged', `${file} is damaged: its SHA-256 is not the manifest's.`, { hint })
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'ENOENT') throw error
    throw new BerthError('image-missing', `A file of the image is missing: ${file}.`, { hint, cause: error })
  }
}
