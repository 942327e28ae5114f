import { build } from '../build.ts'
import { BerthHome } from '../lib/berth-home.ts'
import { blobServer, blobSocket, berthForward, opensshForward, type Way } from './peers.ts'
import { pingTimes, transferRate } from './requests.ts'
import { machineNotes } from './notes.ts'
import { median, type Series } from './stats.ts'
import type { Report } from './table.ts'

const pings = 60
const megabytes = 64
const bytes = megabytes << 20

/** Measures the forward against OpenSSH's own to the same guest, the two alternating within each run. */
export async function benchForward(runs: number, say: (line: string) => void): Promise<Report> {
  await build(say)
  const home = await BerthHome.make('berth-bench-')
  try {
    say('start a machine')
    await home.berth('start')
    const engine: Record<Name, Way> = {
      berth: { socket: home.paths.run.engineSocket, close: async () => undefined },
      'ssh -L': await opensshForward(home, '/run/docker.sock'),
    }
    const stopBlob = await blobServer(home)
    const blob: Record<Name, Way> = {
      berth: await berthForward(home, blobSocket),
      'ssh -L': await opensshForward(home, blobSocket),
    }
    const results = new Map<string, number[]>()
    const add = (what: string, name: Name, value: number): void => {
      const key = `${what}, ${name}`
      results.set(key, [...(results.get(key) ?? []), value])
    }
    for (let run = 0; run <= runs; run++) {
      // The first run warms both ways up and is not counted.
      say(run === 0 ? 'warm up' : `run ${run} of ${runs}`)
      for (const name of run % 2 === 0 ? names : [...names].reverse()) {
        const kept = median(await pingTimes(engine[name].socket, pings, true))
        const fresh = median(await pingTimes(engine[name].socket, pings, false))
        const down = await transferRate(blob[name].socket, bytes, 'down')
        const up = await transferRate(blob[name].socket, bytes, 'up')
        if (run === 0) continue
        add(what.kept, name, kept)
        add(what.fresh, name, fresh)
        add(what.down, name, down)
        add(what.up, name, up)
      }
    }
    const notes = await machineNotes(home)
    await stopBlob()
    for (const way of [...Object.values(engine), ...Object.values(blob)]) await way.close()
    return report(results, notes)
  } finally {
    await home.remove()
  }
}

const names = ['berth', 'ssh -L'] as const
type Name = (typeof names)[number]

const what = {
  kept: '/_ping p50 on a kept connection',
  fresh: '/_ping p50 on a new connection',
  down: `${megabytes} MB down`,
  up: `${megabytes} MB up`,
} as const

function report(results: ReadonlyMap<string, number[]>, notes: string[]): Report {
  const ratio = (of: string): number =>
    median(results.get(`${of}, berth`) ?? []) / median(results.get(`${of}, ssh -L`) ?? [])
  const series = [...results].map(([name, values]): Series => {
    return { name, unit: name.includes('_ping') ? 'ms' : 'MB/s', values }
  })
  return {
    title: 'forward',
    notes,
    series,
    budgets: [
      { name: `${what.kept}: berth / ssh -L`, ratio: ratio(what.kept), limit: 1.1, kind: 'at-most' },
      { name: `${what.fresh}: berth / ssh -L`, ratio: ratio(what.fresh), limit: 1.1, kind: 'at-most' },
      { name: `${what.down}: berth / ssh -L`, ratio: ratio(what.down), limit: 1, kind: 'at-least' },
      { name: `${what.up}: berth / ssh -L`, ratio: ratio(what.up), limit: 1, kind: 'at-least' },
    ],
  }
}
