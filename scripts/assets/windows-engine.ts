import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Arch } from './arch.ts'
import { entryDir, ensureEntry } from './cache.ts'
import { engineVersions } from './engine.ts'
import { goBuild } from './gobuild.ts'
import { hashInputs } from './hash.ts'
import { describeFiles } from './manifest.ts'
import type { Report } from './run.ts'

const module = 'vm-assets/engine'

export const windowsEngineBinary = 'dockerd.exe'

async function windowsEngineHash(arch: Arch): Promise<string> {
  const code = ['windows-engine.ts', 'gobuild.ts'].map((name) => `scripts/assets/${name}`)
  return hashInputs([`${module}/go.mod`, `${module}/go.sum`, ...code], [arch])
}

/** Where dockerd.exe for these inputs is once `ensureWindowsEngine` has run. */
export async function windowsEngineDir(arch: Arch): Promise<string> {
  return entryDir('windows-engine', arch, await windowsEngineHash(arch))
}

/**
 * dockerd.exe for Windows containers, out of the go.mod of the guest's engine. It runs containers by Windows' own services, so it
 * needs neither containerd nor runc nor docker-proxy. Without moby's resources, whose compiler is no Go module: the
 * event log shows its lines, with a word before them that it knows no text for them.
 */
export async function ensureWindowsEngine(arch: Arch, report: Report): Promise<string> {
  return ensureEntry('windows-engine', arch, await windowsEngineHash(arch), report, async (dir) => {
    const { docker: version, moby } = await engineVersions()
    const docker = 'github.com/moby/moby/v2'
    const program = {
      module,
      packages: [`${docker}/cmd/dockerd`],
      variables: {
        [`${docker}/dockerversion.Version`]: version,
        [`${docker}/dockerversion.GitCommit`]: moby,
        [`${docker}/dockerversion.BuildTime`]: '',
        [`${docker}/dockerversion.PlatformName`]: 'Berth',
      },
      // An experiment of theirs that nobody here asks for.
      tags: ['no_embedded_containerd'],
      output: windowsEngineBinary,
      os: 'windows' as const,
    }
    await goBuild(program, arch, dir, report)
    const manifest = {
      architecture: arch,
      files: await describeFiles(dir, [windowsEngineBinary]),
      components: [{ name: 'moby', version, licence: 'Apache-2.0' }],
    }
    await writeFile(path.join(dir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  })
}
