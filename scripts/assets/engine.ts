import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { BerthError } from '../../electron/base/errors.ts'
import { type Arch, archNames } from './arch.ts'
import { entryDir, ensureEntry } from './cache.ts'
import type { Component } from './components.ts'
import { PrivateApt, unpackDebian } from './debian.ts'
import { type GoProgram, goBuild, isCross } from './gobuild.ts'
import { hashInputs, repository } from './hash.ts'
import { describeFiles } from './manifest.ts'
import { readPins } from './pins.ts'
import type { Report } from './run.ts'

const module = 'vm-assets/engine'

/**
 * The Docker release that a version of the moby module is. The module is tagged v2.0.0-beta.N on the commit of a
 * release docker-v29.x.y; its releases/versions.yaml names that release as `next`.
 */
const dockerVersions: Readonly<Record<string, string>> = { 'v2.0.0-beta.24': '29.8.1' }

export const engineBinaries = [
  'containerd',
  'containerd-shim-runc-v2',
  'docker-proxy',
  'dockerd',
  'runc',
] as const

/** Everything that decides what the engine's binaries are. */
async function engineHash(arch: Arch): Promise<string> {
  const pins = await readPins()
  const seccomp = pins.debian.find((pin) => pin.name === 'libseccomp-dev')?.[arch]
  const code = ['engine.ts', 'gobuild.ts'].map((name) => `scripts/assets/${name}`)
  return hashInputs([`${module}/go.mod`, `${module}/go.sum`, ...code], [arch, seccomp?.sha256 ?? ''])
}

/** Where the engine's binaries for these inputs are once `ensureEngine` has run. */
export async function engineDir(arch: Arch): Promise<string> {
  return entryDir('engine', arch, await engineHash(arch))
}

/** containerd with its shim, dockerd with docker-proxy, runc: static binaries for Linux, built from go.mod. */
export async function ensureEngine(arch: Arch, report: Report): Promise<string> {
  return ensureEntry('engine', arch, await engineHash(arch), report, async (dir) => {
    const versions = await engineVersions()
    for (const program of await programs(versions, arch, dir, report))
      await goBuild(program, arch, dir, report)
    const manifest = {
      architecture: arch,
      files: await describeFiles(dir, engineBinaries),
      components: engineComponents(versions),
    }
    await writeFile(path.join(dir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  })
}

interface EngineVersions {
  /** the module's version, which the engine shows as its commit */
  readonly moby: string
  readonly docker: string
  readonly containerd: string
  readonly runc: string
}

/** The versions that go.mod asks for. */
export async function engineVersions(): Promise<EngineVersions> {
  const mod = await readFile(path.join(repository, module, 'go.mod'), 'utf8')
  const moby = requiredVersion(mod, 'github.com/moby/moby/v2')
  const docker = dockerVersions[moby]
  if (docker === undefined)
    throw new BerthError('image-missing', `Which Docker release moby ${moby} is, is not known.`, {
      hint: 'Add it to dockerVersions in scripts/assets/engine.ts.',
    })
  return {
    moby,
    docker,
    containerd: requiredVersion(mod, 'github.com/containerd/containerd/v2').slice(1),
    runc: requiredVersion(mod, 'github.com/opencontainers/runc').slice(1),
  }
}

/** The version of a module in go.mod's text. */
export function requiredVersion(mod: string, name: string): string {
  const line = mod.split('\n').find((each) => each.trim().startsWith(`${name} v`))
  const version = line?.trim().split(' ')[1]
  if (version !== undefined) return version
  throw new BerthError('image-missing', `go.mod does not require ${name}.`, {
    hint: `Add it with "go get -tool ${name}/…@VERSION".`,
  })
}

export function engineComponents(versions: EngineVersions): Component[] {
  const licence = 'Apache-2.0'
  return [
    { name: 'moby', version: versions.docker, licence },
    { name: 'containerd', version: versions.containerd, licence },
    { name: 'runc', version: versions.runc, licence },
  ]
}

async function programs(
  versions: EngineVersions,
  arch: Arch,
  dir: string,
  report: Report,
): Promise<GoProgram[]> {
  const docker = 'github.com/moby/moby/v2'
  const containerd = 'github.com/containerd/containerd/v2'
  return [
    {
      module,
      packages: ['github.com/opencontainers/runc'],
      variables: {},
      tags: ['seccomp', 'netgo', 'osusergo', 'urfave_cli_no_docs'],
      cgo: { env: await crossSeccomp(arch, dir, report) },
    },
    {
      module,
      packages: [`${containerd}/cmd/containerd`, `${containerd}/cmd/containerd-shim-runc-v2`],
      variables: { [`${containerd}/version.Version`]: `v${versions.containerd}` },
      tags: ['no_cri', 'no_zfs', 'no_btrfs', 'no_devmapper', 'urfave_cli_no_docs'],
    },
    {
      module,
      packages: [`${docker}/cmd/dockerd`, `${docker}/cmd/docker-proxy`],
      variables: {
        [`${docker}/dockerversion.Version`]: versions.docker,
        [`${docker}/dockerversion.GitCommit`]: versions.moby,
        [`${docker}/dockerversion.BuildTime`]: '',
        [`${docker}/dockerversion.PlatformName`]: 'Berth',
      },
    },
  ]
}

/**
 * What cgo needs to build runc against libseccomp: nothing here, where Debian's libseccomp-dev is installed; for
 * another architecture a cross compiler and that architecture's package, unpacked beside the build and not installed.
 */
async function crossSeccomp(arch: Arch, dir: string, report: Report): Promise<Record<string, string>> {
  if (!isCross(arch)) return {}
  const pin = (await readPins()).debian.find((each) => each.name === 'libseccomp-dev')
  if (pin === undefined)
    throw new BerthError('image-missing', 'libseccomp-dev is not pinned.', {
      hint: 'Add it to "debian" in vm-assets/pins.json.',
    })
  const work = `${dir}.seccomp`
  const tree = path.join(work, 'tree')
  await unpackDebian([pin], arch, new PrivateApt(path.join(work, 'apt'), arch, report), tree, report)
  const { triplet } = archNames[arch]
  return {
    CC: `${triplet}-gcc`,
    CGO_CFLAGS: `-I${tree}/usr/include`,
    CGO_LDFLAGS: `-L${tree}/usr/lib/${triplet}`,
    PKG_CONFIG_LIBDIR: `${tree}/usr/lib/${triplet}/pkgconfig`,
    PKG_CONFIG_SYSROOT_DIR: tree,
  }
}
