import { chmod, copyFile, cp, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { build as esbuild } from 'esbuild'
import { installationFile } from '../../electron/base/installation.ts'
import {
  ensureNativeImage,
  ensureTools,
  ensureWindowsEngine,
  nativeArch,
  nativeTarget,
  type Report,
} from '../assets/build.ts'
import { windowsEngineBinary } from '../assets/windows-engine.ts'
import { repository } from '../assets/hash.ts'
import { build } from '../build.ts'
import { drawAppIcons } from './icons.ts'
import { homepageOf } from './signing.ts'
import {
  appDir,
  helpersDir,
  iconsDir,
  installedAt,
  linksDir,
  partDir,
  parts,
  resourcesDir,
  stageDir,
} from './layout.ts'
import { fetchVfkit } from './vfkit.ts'

/**
 * Puts the parts of a package together in `dist/package`, out of what `scripts/build.ts` bundled and what
 * `scripts/assets` built for this computer. Nothing is taken from node_modules but the one library that is loaded by name.
 */
export async function stage(report: Report): Promise<void> {
  await build(report)
  report('putting the parts of the package together')
  await rm(stageDir, { recursive: true, force: true })
  for (const dir of [appDir, ...parts.map(partDir)]) await mkdir(dir, { recursive: true })
  await drawAppIcons(iconsDir)
  await stageApp()
  await stageCommand()
  await stageRuntime()
  await stageImage(report)
  await stageTools(report)
  if (nativeTarget().os === 'darwin') await stageHelpers()
}

const dist = path.join(repository, 'dist')

/** Both places look for the rest by the same way: one folder up from the ASAR, and from `command`, is `resources`. */
const installation = { tools: '../tools', image: '../image' }

/** The shell's bundles. */
const shellBundles = ['main.js', 'preload.cjs'] as const

/** Stands in for a shell that was not bundled: the package has its command all the same. */
const noShell =
  "process.stderr.write('This build has no window: use the berth command.\\n'); process.exit(1)\n"

async function stageApp(): Promise<void> {
  const { name, version, description } = await packageJson()
  await writeFile(path.join(appDir, 'main.js'), noShell)
  for (const bundle of shellBundles)
    if (await isThere(path.join(dist, bundle)))
      await copyFile(path.join(dist, bundle), path.join(appDir, bundle))
  if (await isThere(path.join(dist, 'tray')))
    await cp(path.join(dist, 'tray'), path.join(appDir, 'tray'), { recursive: true })
  const ssh2 = await stagePrograms(appDir, version)
  await writeJson(path.join(appDir, 'package.json'), {
    name,
    productName: 'Berth',
    version,
    description,
    author: 'The Berth authors',
    homepage: homepageOf(process.env),
    type: 'module',
    main: 'main.js',
    // Named, or electron-builder would take those of the repository instead.
    dependencies: { ssh2 },
  })
}

async function stageCommand(): Promise<void> {
  const dir = partDir('command')
  const { version } = await packageJson()
  await copyFile(path.join(dist, 'cli.js'), path.join(dir, 'cli.js'))
  await copyWithoutMaps(path.join(dist, 'cli'), path.join(dir, 'cli'))
  // As files, for the application's host too: PowerShell reads no ASAR.
  await cp(path.join(dist, 'hyperv'), path.join(dir, 'hyperv'), { recursive: true })
  await stagePrograms(dir, version)
  await writeJson(path.join(dir, 'package.json'), { name: 'berth-command', version, type: 'module' })
  await copyWithoutMaps(path.join(resourcesDir, 'bin'), partDir('bin'))
  await mkdir(linksDir, { recursive: true })
  await symlink(`${installedAt}/resources/bin/berth`, path.join(linksDir, 'berth'))
}

/** Host, page and what they need to find the rest; resolves with the version of ssh2. */
async function stagePrograms(dir: string, version: string): Promise<string> {
  await copyFile(path.join(dist, 'host.js'), path.join(dir, 'host.js'))
  await copyWithoutMaps(path.join(dist, 'renderer'), path.join(dir, 'renderer'))
  await writeJson(path.join(dir, installationFile), { version, ...installation })
  return stageSsh2(path.join(dir, 'node_modules', 'ssh2'))
}

/** ssh2 is loaded by name (electron/guest/ssh2), so it stays a package of its own: one file, without its native parts. */
async function stageSsh2(dir: string): Promise<string> {
  const from = path.join(repository, 'node_modules', 'ssh2')
  await esbuild({
    entryPoints: [path.join(from, 'lib', 'index.js')],
    outfile: path.join(dir, 'index.js'),
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    external: ['cpu-features', '*.node'],
    legalComments: 'inline',
    logLevel: 'silent',
  })
  const { version, license } = JSON.parse(await readFile(path.join(from, 'package.json'), 'utf8')) as {
    version: string
    license?: string
  }
  await writeJson(path.join(dir, 'package.json'), { name: 'ssh2', version, license, main: 'index.js' })
  await copyFile(path.join(from, 'LICENSE'), path.join(dir, 'LICENSE'))
  return version
}

/** The Node that runs this is the pinned one, of this system. */
async function stageRuntime(): Promise<void> {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  await copyFile(process.execPath, path.join(partDir('runtime'), name))
}

/** The image can only be made on Debian: elsewhere it comes from there, by `BERTH_PACKAGE_IMAGE`. */
async function stageImage(report: Report): Promise<void> {
  const from = process.env['BERTH_PACKAGE_IMAGE'] || (await ensureNativeImage(report))
  for (const name of await readdir(from))
    await copyFile(path.join(from, name), path.join(partDir('image'), name))
}

async function stageTools(report: Report): Promise<void> {
  const from = await ensureTools(report)
  for (const name of await readdir(from)) {
    const to = path.join(partDir('tools'), name)
    await copyFile(path.join(from, name), to)
    // As everybody's: a package is installed by root and used by others.
    await chmod(to, name === 'manifest.json' ? 0o644 : 0o755)
  }
  if (nativeTarget().os === 'windows') await stageWindowsEngine(report)
}

/** As their project signed them; `mac-sign.ts` signs them anew, with their own rights, where there is a certificate. */
async function stageHelpers(): Promise<void> {
  const to = path.join(helpersDir, 'vfkit')
  await mkdir(helpersDir, { recursive: true })
  await copyFile(await fetchVfkit(), to)
  await chmod(to, 0o755)
}

/** Nobody runs it there: setting Windows containers up copies it to where only administrators write. */
async function stageWindowsEngine(report: Report): Promise<void> {
  const from = await ensureWindowsEngine(nativeArch(), report)
  await copyFile(path.join(from, windowsEngineBinary), path.join(partDir('tools'), windowsEngineBinary))
}

function copyWithoutMaps(from: string, to: string): Promise<void> {
  return cp(from, to, { recursive: true, filter: (source) => !source.endsWith('.map') })
}

async function packageJson(): Promise<{ name: string; version: string; description: string }> {
  return JSON.parse(await readFile(path.join(repository, 'package.json'), 'utf8')) as never
}

function writeJson(file: string, value: object): Promise<void> {
  return writeFile(file, JSON.stringify(value, null, 2) + '\n')
}

function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}

if (import.meta.main) await stage((line) => process.stderr.write(line + '\n'))
