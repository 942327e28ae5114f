import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EngineRoom } from '../../../tests/fixtures/engine-room.ts'
import { canRunEngine } from '../../../tests/fixtures/engine.ts'
import type { StatsBatch, StatsSample } from '../../api/schema/stats.ts'

describe.runIf(canRunEngine)('what containers of a real engine use', () => {
  let room: EngineRoom

  beforeAll(async () => {
    room = await EngineRoom.open()
  })
  afterAll(() => room.close())

  /** Follows batches until `is`, and gives the one for which it was so. */
  async function batch(
    is: (of: (id: string) => StatsSample | undefined) => boolean,
    id: string | null = null,
  ): Promise<StatsBatch> {
    const ends = AbortSignal.timeout(60_000)
    for await (const one of room.engine.stats.watch({ id }, ends))
      if (is((wanted) => one.samples.find((each) => each.id === wanted)?.sample)) return one
    throw new Error('the batch did not come')
  }

  it('tells one that is busy from one that sleeps, and keeps what it saw', async () => {
    const busy = await room.run('busy', ['sh', '-c', 'while :; do :; done'])
    const idle = await room.run('idle', ['sleep', '600'])
    const gone = await room.create('gone', ['true'])
    const { samples } = await batch((of) => (of(busy)?.cpuPercent ?? 0) > 20 && of(idle)?.cpuPercent != null)
    const of = (id: string): StatsSample | undefined => samples.find((one) => one.id === id)?.sample
    expect(of(gone)).toBeUndefined()
    expect(of(idle)?.cpuPercent).toBeLessThan(of(busy)?.cpuPercent ?? 0)
    expect(of(busy)?.cpuPercent).toBeLessThan(400)
    expect(of(idle)).toMatchObject({ netRx: null, netTx: null })
    expect(of(idle)?.pids).toBeGreaterThanOrEqual(1)
    expect(of(idle)?.memory).toBeGreaterThan(0)
    expect(of(idle)?.memoryLimit).toBeGreaterThan(of(idle)?.memory ?? 0)

    const { samples: kept } = await room.engine.stats.history(busy)
    expect(kept.length).toBeGreaterThanOrEqual(2)
    expect(kept.at(-1)).toEqual(of(busy))
    expect(await room.engine.stats.history(gone)).toEqual({ samples: [] })
  })

  it('samples one alone for who watches one alone, and leaves out who ended', async () => {
    const id = await room.run('alone', ['sleep', '600'])
    const { samples } = await batch((of) => of(id) !== undefined, id)
    expect(samples.map((one) => one.id)).toEqual([id])
    await room.engine.containers.act(id, 'pause')
    await batch((of) => of(id)?.cpuPercent === 0, id)
    await room.engine.containers.act(id, 'kill')
    await batch((of) => of(id) === undefined, id)
    await room.engine.containers.remove(id, { force: true, volumes: true })
    await expect.poll(() => room.engine.stats.history(id)).toEqual({ samples: [] })
  })

  it('goes on by itself when the engine is back', async () => {
    const id = await room.run('back', ['sleep', '600'])
    const ends = new AbortController()
    const seen: StatsBatch[] = []
    const watching = (async () => {
      for await (const one of room.engine.stats.watch({ id: null }, ends.signal)) seen.push(one)
    })()
    await expect.poll(() => seen.length, { timeout: 30_000 }).toBeGreaterThan(0)
    await room.native.kill()
    await room.untilAnswering(false)
    await room.native.restart()
    await room.untilAnswering(true)
    await room.engine.containers.act(id, 'start')
    const before = seen.length
    await expect
      .poll(() => seen.slice(before).some((one) => one.samples.some((each) => each.id === id)), {
        timeout: 30_000,
      })
      .toBe(true)
    ends.abort()
    await watching
  })
})
