import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { type ImageManifest, imageManifestSchema } from '../../electron/machine/image/manifest.ts'
import { ensureAlpine } from './alpine.ts'
import type { Arch } from './arch.ts'
import { entryDir, ensureEntry } from './cache.ts'
import { alpineComponents, debianComponents } from './components.ts'
import { PrivateApt, unpackDebian } from './debian.ts'
import { engineComponents, engineDir, engineVersions, ensureEngine } from './engine.ts'
import { packErofs } from './erofs.ts'
import { goBuild } from './gobuild.ts'
import { hashInputs, repository } from './hash.ts'
import { initramfs } from './initramfs.ts'
import { bootableKernel } from './kernel.ts'
import { describeFile } from './manifest.ts'
import { isBuildOnly, pinsFile, readPins } from './pins.ts'
import { assembleRoot } from './root.ts'
import type { Report } from './run.ts'

const moduleChoiceFile = 'vm-assets/modules.json'
/** What runs in the guest and is compiled here, each from a Go module without any library but Go's own. */
const programs = [
  { module: 'vm-assets/kvp', output: 'kvp' },
  { module: 'vm-assets/vsock', output: 'vsock-relay' },
] as const

/** The build code that decides what an image is; a change here is a new image, not a new engine. */
const code = [
  'alpine',
  'arch',
  'components',
  'cpio',
  'debian',
  'elf',
  'erofs',
  'git',
  'image',
  'initramfs',
  'kernel',
  'modules',
  'parts',
  'root',
]

/** names some of the folders of the root */
const mountPointsFile = 'electron/api/schema/shared-folders.ts'

const moduleChoice = z.strictObject({
  initramfs: z.array(z.string()),
  scsi: z.array(z.string()),
  root: z.array(z.string()),
})

async function imageHash(arch: Arch): Promise<string> {
  const engine = path.basename(await engineDir(arch))
  const modules = programs.map(({ module }) => module)
  const inputs = [
    'vm-assets/rootfs',
    'vm-assets/initramfs',
    ...modules,
    moduleChoiceFile,
    pinsFile,
    mountPointsFile,
  ]
  return hashInputs([...inputs, ...code.map((name) => `scripts/assets/${name}.ts`)], [arch, engine])
}

/** Where the image for these inputs is once `ensureImage` has run. */
export async function imageDir(arch: Arch): Promise<string> {
  return entryDir('image', arch, await imageHash(arch))
}

/** kernel, initramfs, root.erofs and manifest.json, built from pinned inputs only. No root rights are needed. */
export async function ensureImage(arch: Arch, report: Report): Promise<string> {
  const hash = await imageHash(arch)
  return ensureEntry('image', arch, hash, report, async (dir) => {
    const work = path.join(dir, 'work')
    await mkdir(work)
    const pins = await readPins()
    const engine = await ensureEngine(arch, report)
    const alpine = await ensureAlpine(pins, arch, report)
    const debian = path.join(work, 'debian')
    const runtime = pins.debian.filter((pin) => !isBuildOnly(pin))
    report('Fetching sshd, iptables and git from Debian')
    await unpackDebian(runtime, arch, new PrivateApt(path.join(work, 'apt'), arch, report), debian, report)

    for (const program of programs)
      await goBuild({ ...program, packages: ['.'], variables: {} }, arch, work, report)
    const modules = moduleChoice.parse(
      JSON.parse(await readFile(path.join(repository, moduleChoiceFile), 'utf8')),
    )
    const tree = path.join(work, 'alpine')
    const root = path.join(work, 'root')
    const parts = {
      arch,
      alpine: alpine.root,
      debian,
      engine,
      programs: programs.map(({ output }) => path.join(work, output)),
      modules,
      version: `${pins.version}+${hash.slice(0, 8)}`,
    }
    await assembleRoot(parts, tree, root, report)
    report('Packing kernel, initramfs and root')
    await writeFile(path.join(dir, 'kernel'), bootableKernel(arch, await readFile(alpine.kernel)))
    await writeFile(path.join(dir, 'initramfs'), await initramfs(arch, tree, modules))
    await packErofs(root, path.join(dir, 'root.erofs'), 'berth-root', report)

    const files = {
      kernel: await describeFile(dir, 'kernel'),
      initramfs: await describeFile(dir, 'initramfs'),
      root: await describeFile(dir, 'root.erofs'),
    }
    const manifest: ImageManifest = imageManifestSchema.parse({
      version: parts.version,
      architecture: arch,
      createdFrom: hash,
      files,
      components: [
        ...engineComponents(await engineVersions()),
        ...(await alpineComponents(tree)),
        ...debianComponents(pins, arch),
      ],
      bytes: files.kernel.bytes + files.initramfs.bytes + files.root.bytes,
    })
    await writeFile(path.join(dir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    await rm(work, { recursive: true })
    report(`The image for ${arch} is ${Math.round(manifest.bytes / 1e6)} MB`)
  })
}
