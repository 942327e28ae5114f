import { cp, mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { build as esbuild, type BuildOptions } from 'esbuild'
import { execa } from 'execa'
import { installationFile } from '../electron/base/installation.ts'
import { nativeImageDir, toolsDir, type Report } from './assets/build.ts'
import { hashInputs } from './assets/hash.ts'
import { withLock } from './assets/lock.ts'
import { drawTrayIcons } from './tray/icons.ts'

/**
 * Bundles the host process, the berth command, the desktop app and the page into `dist`. A part whose inputs are unchanged is left as
 * it is; what it was made from is kept in `dist/inputs.json`.
 */
const root = path.resolve(import.meta.dirname, '..')
const dist = path.join(root, 'dist')
const record = path.join(dist, 'inputs.json')

const programInputs = [
  'electron',
  'package-lock.json',
  'renderer/public/icon.svg',
  'scripts/build.ts',
  'scripts/tray',
]
const pageInputs = ['renderer', 'electron/api', 'vite.config.ts', 'package-lock.json', 'scripts/build.ts']

const programOptions = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  sourcemap: 'linked',
  sourcesContent: false,
  // The runtime keeps the text of what it runs, at two bytes a letter where one is not Latin, as some comments' are.
  minifyWhitespace: true,
  logLevel: 'silent',
  // ssh2 is one copy for all, loaded by electron/guest/ssh2; its native parts are optional, and left out on purpose.
  external: ['ssh2', 'cpu-features', 'electron', '*.node'],
  // What CommonJS packages need to find in an ES module.
  banner: {
    js: "import { createRequire as berthRequire } from 'node:module'; const require = berthRequire(import.meta.url);",
  },
} as const satisfies BuildOptions

export async function build(report: Report): Promise<void> {
  await mkdir(dist, { recursive: true })
  const before = await readRecord()
  const looked = new Date()
  const programs = await hashInputs(programInputs)
  if (before.programs !== programs || !(await isAsNewAs(path.join(dist, 'cli.js'), looked))) {
    report('bundling the host, the berth command and the desktop app')
    await bundlePrograms()
  }
  await writeFile(record, JSON.stringify({ ...before, programs }))
  await buildPage(report)
  await writeInstallation()
}

/** Sources that were only checked out anew are newer than a bundle of the same: the command would run from them, slowly. */
const isAsNewAs = (file: string, time: Date): Promise<boolean> =>
  utimes(file, time, time).then(
    () => true,
    () => false,
  )

/** The page alone, for who looks at it without a host. */
export async function buildPage(report: Report): Promise<void> {
  await mkdir(dist, { recursive: true })
  await withLock(path.join(dist, 'page.lock'), report, () => buildPageAlone(report))
}

async function buildPageAlone(report: Report): Promise<void> {
  const before = await readRecord()
  const page = await hashInputs(pageInputs)
  if (before.page === page) return
  report('building the page')
  await execa(path.join(root, 'node_modules', '.bin', 'vite'), ['build', '--logLevel', 'warn'], {
    cwd: root,
    // A test that asks for the page runs as NODE_ENV=test, by which vite would take React's development build.
    env: { NODE_ENV: 'production' },
  })
  await writeFile(record, JSON.stringify({ ...before, page }))
}

async function bundlePrograms(): Promise<void> {
  // Broken off half-way, a build must not count as done.
  await rm(record, { force: true })
  for (const dir of ['cli', 'hyperv']) await rm(path.join(dist, dir), { recursive: true, force: true })
  // One file for the host: it runs for days, and what it would load late may have been built anew by then.
  await esbuild({
    ...programOptions,
    entryPoints: [path.join(root, 'electron/host/main.ts')],
    outfile: path.join(dist, 'host.js'),
  })
  // Many for the command: each loads only what it needs, which is most of its running time.
  await esbuild({
    ...programOptions,
    entryPoints: { cli: path.join(root, 'electron/cli/main.ts') },
    outdir: dist,
    splitting: true,
    chunkNames: 'cli/[name]-[hash]',
  })
  // PowerShell reads them as they are.
  await cp(path.join(root, 'electron/machine/windows/scripts'), path.join(dist, 'hyperv'), {
    recursive: true,
  })
  await bundleDesktop()
}

/** The desktop's main process, and the preload: a sandboxed one is plain CommonJS and can load nothing but Electron. */
async function bundleDesktop(): Promise<void> {
  await esbuild({
    ...programOptions,
    entryPoints: [path.join(root, 'electron/main.ts')],
    outfile: path.join(dist, 'main.js'),
  })
  await esbuild(preloadOptions)
  await drawTrayIcons(path.join(dist, 'tray'))
}

/** How the preload is bundled; tests put a stand-in in Electron's place. */
export const preloadOptions = {
  bundle: true,
  entryPoints: [path.join(root, 'electron/preload.ts')],
  outfile: path.join(dist, 'preload.cjs'),
  platform: 'browser',
  target: 'chrome140',
  format: 'cjs',
  external: ['electron'],
  logLevel: 'silent',
} as const satisfies BuildOptions

async function writeInstallation(): Promise<void> {
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
    version: string
  }
  const [tools, image] = await Promise.all([toolsDir(), nativeImageDir()])
  await writeFile(
    path.join(dist, installationFile),
    JSON.stringify({ version, tools, image }, null, 2) + '\n',
  )
}

async function readRecord(): Promise<{ programs?: string; page?: string }> {
  try {
    return JSON.parse(await readFile(record, 'utf8')) as { programs?: string; page?: string }
  } catch {
    return {}
  }
}

if (import.meta.main) await build((line) => process.stderr.write(line + '\n'))
