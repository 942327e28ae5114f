import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { ensureImage, nativeArch } from '../assets/build.ts'
import { build } from '../build.ts'
import { BerthHome } from '../lib/berth-home.ts'
import { kernelAlone } from './kernel-alone.ts'
import { machineNotes } from './notes.ts'
import { median, type Series } from './stats.ts'
import { StockMachine } from './stock-machine.ts'
import type { Report } from './table.ts'

const engineScript = path.resolve(import.meta.dirname, 'engine-alone.sh')

/** Measures cold start and resume against stock Alpine and against what no start can do without, run by run. */
export async function benchBoot(runs: number, say: (line: string) => void): Promise<Report> {
  const image = await ensureImage(nativeArch(), say)
  await build(say)
  const home = await BerthHome.make('berth-bench-')
  const results: Record<Name, number[]> = { cold: [], stock: [], kernel: [], engine: [], resume: [] }
  const stock = await StockMachine.prepare((await home.status()).machine, say)
  try {
    say('warm up: the first start formats the data disk, and so does the peer')
    await home.berth('start')
    const notes = await machineNotes(home)
    await home.berth('stop')
    await stock.start()
    await stock.stop()
    for (let run = 1; run <= runs; run++) {
      say(`run ${run} of ${runs}`)
      results.cold.push(await home.time('start'))
      const alone = await home.berth('shell', '--', 'sh', '-c', await readFile(engineScript, 'utf8'))
      results.engine.push(Number(alone.trim()))
      await home.berth('suspend')
      results.resume.push(await home.time('start'))
      await home.berth('stop')
      say('kernel alone')
      results.kernel.push(await kernelAlone(image))
      say('stock')
      results.stock.push(await stock.start())
      await stock.stop()
    }
    return report(results, notes)
  } finally {
    await stock.remove()
    await home.remove()
  }
}

const names = {
  cold: 'cold start to /_ping through the host (berth start, as a command)',
  stock: 'stock: Alpine with its own initramfs and OpenRC, same engine, to /_ping',
  kernel: 'kernel alone: to init',
  engine: 'engine alone: containerd + dockerd to /_ping in the booted guest',
  resume: 'resume to /_ping through the host (berth start, as a command)',
} as const
type Name = keyof typeof names

function report(results: Record<Name, number[]>, notes: string[]): Report {
  const middle = (name: Name): number => median(results[name])
  const series = (Object.keys(names) as Name[]).map((name): Series => {
    return { name: names[name], unit: 'ms', values: results[name] }
  })
  return {
    title: 'boot',
    notes,
    series,
    budgets: [
      { name: 'cold start / stock', ratio: middle('cold') / middle('stock'), limit: 0.65, kind: 'at-most' },
      {
        name: 'cold start / (kernel alone + engine alone)',
        ratio: middle('cold') / (middle('kernel') + middle('engine')),
        limit: 1.3,
        kind: 'at-most',
      },
      { name: 'resume / cold start', ratio: middle('resume') / middle('cold'), limit: 0.2, kind: 'at-most' },
    ],
  }
}
