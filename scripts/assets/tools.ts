import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Arch, nativeArch } from './arch.ts'
import { entryDir, ensureEntry } from './cache.ts'
import { requiredVersion } from './engine.ts'
import { type GoProgram, goBuild } from './gobuild.ts'
import { hashInputs, repository } from './hash.ts'
import { describeFiles } from './manifest.ts'
import type { Report } from './run.ts'

/**
 * The docker CLI and its plugins for this computer. Each has a go.mod of its own: they pin different versions of the
 * same libraries, and a shared one would build at least one of them from code that its release never saw.
 */
const tools = [
  {
    module: 'vm-assets/tools/cli',
    requires: 'github.com/docker/cli',
    package: 'github.com/docker/cli/cmd/docker',
    version: 'github.com/docker/cli/cli/version.Version',
    prefix: '',
    output: 'docker',
  },
  {
    module: 'vm-assets/tools/compose',
    requires: 'github.com/docker/compose/v5',
    package: 'github.com/docker/compose/v5/cmd',
    version: 'github.com/docker/compose/v5/internal.Version',
    prefix: 'v',
    output: 'docker-compose',
  },
  {
    module: 'vm-assets/tools/buildx',
    requires: 'github.com/docker/buildx',
    package: 'github.com/docker/buildx/cmd/buildx',
    version: 'github.com/docker/buildx/version.Version',
    prefix: 'v',
    output: 'docker-buildx',
  },
] as const

async function toolsHash(arch: Arch): Promise<string> {
  const code = ['gobuild.ts', 'tools.ts'].map((name) => `scripts/assets/${name}`)
  return hashInputs(['vm-assets/tools', ...code], [arch])
}

/** Where docker, docker-compose and docker-buildx for these inputs are once `ensureTools` has run. */
export async function toolsDir(): Promise<string> {
  return entryDir('tools', nativeArch(), await toolsHash(nativeArch()))
}

/** Builds the tools for this computer's architecture. */
export async function ensureTools(report: Report): Promise<string> {
  const arch = nativeArch()
  return ensureEntry('tools', arch, await toolsHash(arch), report, async (dir) => {
    const components = []
    for (const tool of tools) {
      const mod = await readFile(path.join(repository, tool.module, 'go.mod'), 'utf8')
      const version = requiredVersion(mod, tool.requires).slice(1).replace('+incompatible', '')
      await goBuild(programOf(tool, version), arch, dir, report)
      components.push({ name: tool.output, version, licence: 'Apache-2.0' })
    }
    const files = await describeFiles(
      dir,
      tools.map((tool) => tool.output),
    )
    await writeFile(
      path.join(dir, 'manifest.json'),
      `${JSON.stringify({ architecture: arch, files, components }, null, 2)}\n`,
    )
  })
}

function programOf(tool: (typeof tools)[number], version: string): GoProgram {
  return {
    module: tool.module,
    packages: [tool.package],
    variables: { [tool.version]: `${tool.prefix}${version}` },
    // The CLI has no go.mod of its own ("+incompatible"), so go would compile it as the language of Go 1.16.
    ...(tool.output === 'docker' ? { gcflags: 'github.com/docker/cli/...=-lang=go1.26' } : {}),
    output: tool.output,
  }
}
