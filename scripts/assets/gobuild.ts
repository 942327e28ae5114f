import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { type Arch, archNames, nativeArch } from './arch.ts'
import { repository } from './hash.ts'
import { type Report, run } from './run.ts'

/** Programs that are linked together from one Go module, its go.mod being the pin of every line of code in them. */
export interface GoProgram {
  /** the folder of go.mod, relative to the repository */
  readonly module: string
  /** import paths of the main packages */
  readonly packages: readonly string[]
  /** what go's linker writes into variables: import path and name to value */
  readonly variables: Readonly<Record<string, string>>
  readonly tags?: readonly string[]
  /** compiler flags by package pattern */
  readonly gcflags?: string
  /** cgo programs are linked into one static, position-independent file */
  readonly cgo?: { readonly env: Readonly<Record<string, string>> }
  /** file name of the result when there is one package and it is to be called otherwise */
  readonly output?: string
  /** the system that it runs on, by Go's name: the guest's, if nothing else is said */
  readonly os?: 'linux' | 'windows' | 'darwin'
}

/** Builds into `dir`. The same inputs give the same bytes: no paths, times or repository state go in. */
export async function goBuild(program: GoProgram, arch: Arch, dir: string, report: Report): Promise<void> {
  await mkdir(dir, { recursive: true })
  const names = program.packages.map((each) => path.basename(each)).join(', ')
  const flags = Object.entries(program.variables).map(([name, value]) => `-X ${name}=${value}`)
  const link = ['-s -w', ...flags]
  if (program.cgo) link.push('-linkmode external -extldflags -static-pie')
  const args = ['build', '-v', '-trimpath', '-buildvcs=false', '-mod=readonly']
  if (program.cgo) args.push('-buildmode=pie')
  if (program.tags) args.push('-tags', program.tags.join(','))
  if (program.gcflags) args.push(`-gcflags=${program.gcflags}`)
  args.push('-ldflags', link.join(' '), '-o', program.output ? path.join(dir, program.output) : `${dir}/`)
  report(`Compiling ${names} for ${arch}`)
  await run('go', [...args, ...program.packages], {
    cwd: path.join(repository, program.module),
    env: {
      GOOS: program.os ?? 'linux',
      GOARCH: archNames[arch].go,
      CGO_ENABLED: program.cgo ? '1' : '0',
      GOFLAGS: '',
      GOWORK: 'off',
      ...program.cgo?.env,
    },
    what: `Compiling ${names} for ${arch}`,
    report,
    hint: 'Go 1.26 or later is needed, and the network for its module proxy the first time.',
    progress: (lines, last) => (lines === 0 ? '' : `${lines} packages, now ${last}`),
  })
}

export function isCross(arch: Arch): boolean {
  return arch !== nativeArch()
}
