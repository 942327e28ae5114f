import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { ensureImage, ensureTools, nativeArch } from '../assets/build.ts'
import { engineComponents, engineVersions } from '../assets/engine.ts'
import { repository } from '../assets/hash.ts'
import { stageDir } from './layout.ts'
import { vfkit } from './vfkit.ts'

/** The parts of CycloneDX 1.5 that are written here (https://cyclonedx.org/docs/1.5/json/). */
export interface Bom {
  readonly bomFormat: 'CycloneDX'
  readonly specVersion: '1.5'
  readonly serialNumber: string
  readonly version: 1
  readonly metadata: { readonly component: Component }
  readonly components: readonly Component[]
}

export interface Component {
  readonly type: 'application' | 'library' | 'operating-system'
  readonly name: string
  readonly version: string
  readonly 'bom-ref'?: string
  readonly licenses?: readonly {
    readonly expression?: string
    readonly license?: { readonly name: string }
  }[]
}

interface Manifest {
  readonly version?: string
  readonly architecture: string
  readonly components: readonly {
    readonly name: string
    readonly version: string
    readonly licence: string
  }[]
}

/** A bill of materials out of a manifest of ours: every component with its version and licence. */
export function bomOf(name: string, type: 'application' | 'operating-system', manifest: Manifest): Bom {
  const version = manifest.version ?? 'unversioned'
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify([name, manifest]))}`,
    version: 1,
    metadata: { component: { type, name, version, 'bom-ref': `${name}@${version}` } },
    components: manifest.components.map((each) => ({
      type: 'library',
      name: each.name,
      version: each.version,
      'bom-ref': `${name}/${each.name}@${each.version}`,
      licenses: [licenceOf(each.licence)],
    })),
  }
}

/** An SPDX expression where it is one; words like "various" are told as they are. */
function licenceOf(licence: string): NonNullable<Component['licenses']>[number] {
  const spdx = /^\(?[A-Za-z0-9][A-Za-z0-9.+-]*( (AND|OR|WITH) \(?[A-Za-z0-9.+-]+\)?)*\)?$/
  const isExpression = spdx.test(licence) && !/^(various|unknown|other)$/i.test(licence)
  return isExpression ? { expression: licence } : { license: { name: licence } }
}

/** The same content has the same number, so that two builds of one release can be compared. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** What npm knows of the application's own dependencies; what only builds it is left out. */
async function applicationBom(): Promise<object> {
  const words = [
    'sbom',
    '--sbom-format',
    'cyclonedx',
    '--sbom-type',
    'application',
    '--omit',
    'dev',
    '--omit',
    'optional',
  ]
  const { stdout } = await promisify(execFile)('npm', [...words, '--package-lock-only'], {
    cwd: repository,
    maxBuffer: 1 << 26,
  })
  return JSON.parse(stdout) as object
}

/** Licences of what is linked into the pipe helper, by module. */
const pipeLicences: Readonly<Record<string, string>> = {
  'github.com/Microsoft/go-winio': 'MIT',
  'golang.org/x/crypto': 'BSD-3-Clause',
  'golang.org/x/sys': 'BSD-3-Clause',
}

/** What only Windows' package has beside the others' parts: its pins say all of it, so nothing is built for this. */
export async function windowsBom(): Promise<Bom> {
  const mod = await readFile(path.join(repository, 'vm-assets/tools/pipe/go.mod'), 'utf8')
  const linked = [...mod.matchAll(/^\s+(\S+) v(\S+)/gm)].map(([, name = '', version = '']) => {
    const licence = pipeLicences[name]
    if (licence === undefined) throw new Error(`The licence of ${name} is not in scripts/release/sbom.ts.`)
    return { name, version, licence }
  })
  const engine = engineComponents(await engineVersions()).filter(({ name }) => name === 'moby')
  return bomOf('berth-windows', 'application', { architecture: 'any', components: [...engine, ...linked] })
}

/** Writes the bills of materials for application, docker command, what Windows and a Mac have beside them, and guest; resolves with the files. */
export async function writeBoms(dir: string, report: (line: string) => void): Promise<string[]> {
  await mkdir(dir, { recursive: true })
  const manifest = async (from: string): Promise<Manifest> =>
    JSON.parse(await readFile(path.join(from, 'manifest.json'), 'utf8')) as Manifest
  const boms = {
    'berth-app.cdx.json': await applicationBom(),
    'berth-tools.cdx.json': bomOf('berth-tools', 'application', await manifest(await ensureTools(report))),
    'berth-windows.cdx.json': await windowsBom(),
    'berth-mac.cdx.json': bomOf('berth-mac', 'application', {
      architecture: 'any',
      components: [{ name: 'vfkit', version: vfkit.version, licence: vfkit.licence }],
    }),
    'berth-image.cdx.json': bomOf(
      'berth-image',
      'operating-system',
      await manifest(process.env['BERTH_PACKAGE_IMAGE'] || (await ensureImage(nativeArch(), report))),
    ),
  }
  const files = []
  for (const [name, bom] of Object.entries(boms)) {
    const file = path.join(dir, name)
    await writeFile(file, JSON.stringify(bom, null, 2) + '\n')
    files.push(file)
  }
  return files
}

if (import.meta.main)
  for (const file of await writeBoms(path.join(stageDir, 'sbom'), (line) => console.error(line)))
    console.log(file)
