import { parseArgs } from 'node:util'
import { toBerthError } from '../../electron/base/errors.ts'
import { type Arch, arches, isArch, nativeArch } from './arch.ts'
import { ensureEngine } from './engine.ts'
import { ensureImage } from './image.ts'
import type { Report } from './run.ts'
import { ensureTools } from './tools.ts'

export { type Arch, nativeArch } from './arch.ts'
export { engineDir, ensureEngine } from './engine.ts'
export { ensureImage, imageDir } from './image.ts'
export { ensureTools, toolsDir } from './tools.ts'
export type { Report } from './run.ts'

const usage = `usage: build.ts [--arch ${arches.join('|')}] [--only image|tools|engine]`

/** Builds what is asked for, or all of it, and prints the folders. */
async function main(args: readonly string[], report: Report): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { arch: { type: 'string' }, only: { type: 'string' } },
  })
  const arch: Arch | null =
    values.arch === undefined ? nativeArch() : isArch(values.arch) ? values.arch : null
  const only = values.only ?? 'all'
  if (arch === null || !['all', 'image', 'tools', 'engine'].includes(only)) throw new Error(usage)
  if (only === 'engine') console.log(await ensureEngine(arch, report))
  if (only === 'all' || only === 'image') console.log(await ensureImage(arch, report))
  if (only === 'all' || only === 'tools') console.log(await ensureTools(report))
}

if (import.meta.main) {
  const started = Date.now()
  const report: Report = (line) =>
    console.error(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`)
  try {
    await main(process.argv.slice(2), report)
  } catch (thrown) {
    const error = toBerthError(thrown)
    console.error(`${error.message}\n${error.hint}`)
    process.exitCode = 1
  }
}
