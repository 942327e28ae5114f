import { parseArgs } from 'node:util'
import { toBerthError } from '../../electron/base/errors.ts'
import { arches, isArch, nativeArch } from './arch.ts'
import { ensureEngine } from './engine.ts'
import { ensureImage } from './image.ts'
import type { Report } from './run.ts'
import { type Shape, ensureShape, shapes } from './shapes.ts'
import { ensureTools, isSystem, nativeTarget, systems } from './tools.ts'
import { ensureWindowsEngine } from './windows-engine.ts'

export { type Arch, nativeArch } from './arch.ts'
export { engineDir, ensureEngine } from './engine.ts'
export { ensureImage, imageDir } from './image.ts'
export { ensureNativeImage, ensureShape, nativeImageDir, shapeDir } from './shapes.ts'
export { ensureTools, nativeTarget, toolsDir } from './tools.ts'
export { ensureWindowsEngine } from './windows-engine.ts'
export type { Report } from './run.ts'

const usage = `usage: build.ts [--arch ${arches.join('|')}] [--only image|tools|engine|windows-engine] [--shape ${shapes.join('|')}] [--os ${systems.join('|')}]

--shape makes the image for a hypervisor that needs more than kernel, initramfs and root; --os the tools for another system. windows-engine is dockerd.exe, which only Windows' packages have.`

/** Builds what is asked for, or all of it, and prints the folders. */
async function main(args: readonly string[], report: Report): Promise<void> {
  const asString = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: { arch: asString, only: asString, shape: asString, os: asString },
  })
  const { arch = nativeArch(), only = 'all', shape, os } = values
  if (
    !isArch(arch) ||
    (os !== undefined && !isSystem(os)) ||
    !['all', 'image', 'tools', 'engine', 'windows-engine'].includes(only)
  )
    throw new Error(usage)
  if (shape !== undefined && !isShape(shape)) throw new Error(usage)
  if (only === 'engine') console.log(await ensureEngine(arch, report))
  if (only === 'windows-engine') console.log(await ensureWindowsEngine(arch, report))
  if (only === 'all' || only === 'image')
    console.log(await (shape ? ensureShape(shape, arch, report) : ensureImage(arch, report)))
  if (only === 'all' || only === 'tools')
    console.log(await ensureTools(report, { ...nativeTarget(), ...(os && { os }), arch }))
}

function isShape(text: string): text is Shape {
  return (shapes as readonly string[]).includes(text)
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
