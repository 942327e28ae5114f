import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Arch, nativeArch } from './arch.ts'
import { entryDir, ensureEntry } from './cache.ts'
import { requiredVersion } from './engine.ts'
import { type GoProgram, goBuild } from './gobuild.ts'
import { hashInputs, repository } from './hash.ts'
import { describeFiles } from './manifest.ts'
import type { Report } from './run.ts'

/** The systems that tools are made for, by Go's names. */
export const systems = ['linux', 'windows', 'darwin'] as const
export type System = (typeof systems)[number]

export function isSystem(text: string): text is System {
  return (systems as readonly string[]).includes(text)
}

export interface ToolsTarget {
  readonly os: System
  readonly arch: Arch
}

interface Tool {
  /** the folder of its go.mod */
  readonly module: string
  /** the module whose version is the tool's; none for our own */
  readonly requires?: string
  readonly package: string
  /** the variable that holds the version, and what stands before it there */
  readonly version?: string
  readonly prefix?: string
  readonly output: string
  readonly only?: System
}

/**
 * The docker CLI and its plugins, and on Windows what serves the engine's named pipe. Each has a go.mod of its own: they
 * pin different versions of the same libraries, and a shared one would build at least one of them from code that its
 * release never saw.
 */
const tools: readonly Tool[] = [
  {
    module: 'vm-assets/tools/cli',
    requires: 'github.com/docker/cli',
    package: 'github.com/docker/cli/cmd/docker',
    version: 'github.com/docker/cli/cli/version.Version',
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
  { module: 'vm-assets/tools/pipe', package: '.', output: 'berth-pipe', only: 'windows' },
]

async function toolsHash({ os, arch }: ToolsTarget): Promise<string> {
  const code = ['gobuild.ts', 'tools.ts'].map((name) => `scripts/assets/${name}`)
  const modules = toolsFor(os).map((tool) => tool.module)
  return hashInputs(['vm-assets/tools/go-rosetta', ...modules, ...code], [arch, os])
}

function toolsFor(os: System): Tool[] {
  return tools.filter((each) => (each.only ?? os) === os)
}

const here: Readonly<Partial<Record<NodeJS.Platform, System>>> = { win32: 'windows', darwin: 'darwin' }

/** This computer. */
export const nativeTarget = (): ToolsTarget => ({ os: here[process.platform] ?? 'linux', arch: nativeArch() })

/** Where the tools for these inputs are once `ensureTools` has run. */
export async function toolsDir(target = nativeTarget()): Promise<string> {
  return entryDir('tools', target.arch, await toolsHash(target))
}

/** Builds the tools for a computer: this one's system and architecture unless said otherwise. */
export async function ensureTools(report: Report, target = nativeTarget()): Promise<string> {
  const { os, arch } = target
  return ensureEntry('tools', arch, await toolsHash(target), report, async (dir) => {
    const components = []
    const names = []
    for (const tool of toolsFor(os)) {
      const version = tool.requires === undefined ? null : await versionOf(tool.module, tool.requires)
      const program = programOf(tool, version, os)
      await goBuild(program, arch, dir, report)
      names.push(program.output)
      if (version) components.push({ name: tool.output, version, licence: 'Apache-2.0' })
    }
    const files = await describeFiles(dir, names)
    await writeFile(
      path.join(dir, 'manifest.json'),
      `${JSON.stringify({ architecture: arch, files, components }, null, 2)}\n`,
    )
  })
}

async function versionOf(module: string, requires: string): Promise<string> {
  const mod = await readFile(path.join(repository, module, 'go.mod'), 'utf8')
  return requiredVersion(mod, requires).slice(1).replace('+incompatible', '')
}

function programOf(tool: Tool, version: string | null, os: System): GoProgram & { output: string } {
  return {
    module: tool.module,
    packages: [tool.package],
    variables: tool.version && version ? { [tool.version]: `${tool.prefix ?? ''}${version}` } : {},
    // The CLI has no go.mod of its own ("+incompatible"), so go would compile it as the language of Go 1.16.
    ...(tool.output === 'docker' ? { gcflags: 'github.com/docker/cli/...=-lang=go1.26' } : {}),
    output: os === 'windows' ? `${tool.output}.exe` : tool.output,
    os,
  }
}
