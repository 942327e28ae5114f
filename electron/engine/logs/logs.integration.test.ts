import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EngineRoom } from '../../../tests/fixtures/engine-room.ts'
import { canRunEngine } from '../../../tests/fixtures/engine.ts'
import type { LogLine } from '../../api/schema/containers.ts'

describe.runIf(canRunEngine)('logs of a real engine', () => {
  let room: EngineRoom

  beforeAll(async () => {
    room = await EngineRoom.open()
  })
  afterAll(() => room.close())

  const never = new AbortController().signal

  async function allLines(
    id: string,
    options: { tail?: number; follow?: boolean; since?: string | null } = {},
  ) {
    const lines: LogLine[] = []
    const asked = { id, tail: 1_000_000, follow: true, since: null, ...options }
    let done = false
    for await (const batch of room.engine.containers.logs(asked, never)) {
      lines.push(...batch.lines)
      done = batch.done
    }
    expect(done).toBe(true)
    return lines
  }

  it('gives both streams, with times, and ends with the container', async () => {
    const script = 'echo one; sleep 0.2; echo two >&2; sleep 0.2; printf "thrée ✓ without an end"'
    const id = await room.run('both', ['sh', '-c', script])
    const lines = await allLines(id)
    expect(lines.map(({ stream, text }) => `${stream} ${text}`)).toEqual([
      'stdout one',
      'stderr two',
      'stdout thrée ✓ without an end',
    ])
    for (const { time } of lines) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/)

    const second = lines[1]?.time ?? ''
    expect((await allLines(id, { since: second })).map(({ text }) => text)[0]).toBe('two')
    expect(await allLines(id, { tail: 1, follow: false })).toEqual(lines.slice(2))
    expect(await allLines(id, { tail: 0, follow: false })).toEqual([])
  })

  it('follows while the container runs, and stops when nobody listens', async () => {
    const id = await room.run('ticker', ['sh', '-c', 'while true; do echo tick; sleep 0.05; done'])
    const leave = new AbortController()
    const seen: string[] = []
    const asked = { id, tail: 10, follow: true, since: null }
    for await (const batch of room.engine.containers.logs(asked, leave.signal)) {
      expect(batch.done).toBe(false)
      seen.push(...batch.lines.map(({ text }) => text))
      if (seen.length > 5) leave.abort()
    }
    expect(new Set(seen)).toEqual(new Set(['tick']))
    await room.engine.containers.remove(id, { force: true, volumes: false })
  })

  it('reads a terminal, with lines that the engine cut in pieces', async () => {
    const script = 'head -c 40000 /dev/zero | tr "\\0" x; echo; printf "\\033[31mred\\033[0m\\n"'
    const id = await room.run('tty', ['sh', '-c', script], { tty: true })
    const lines = await allLines(id)
    expect(lines.map(({ text }) => text)).toEqual(['x'.repeat(40_000), '\u001b[31mred\u001b[0m'])
    const plain = await room.run('no-tty', ['sh', '-c', script])
    expect((await allLines(plain)).map(({ text }) => text)).toEqual(lines.map(({ text }) => text))
  })

  it("does not split a character that lies across two of the engine's pieces", async () => {
    // 16 383 bytes and a character of three: the piece ends inside of it.
    const script = 'head -c 16383 /dev/zero | tr "\\0" x; echo "✓ end"'
    const id = await room.run('split', ['sh', '-c', script], { logDriver: 'local' })
    expect((await allLines(id)).map(({ text }) => text)).toEqual([`${'x'.repeat(16_383)}✓ end`])
  })

  it('cuts a line that has no end, and says how much is missing', async () => {
    const id = await room.run('long', ['sh', '-c', 'head -c 200000 /dev/zero | tr "\\0" x; echo; echo next'])
    const [long, next] = await allLines(id)
    expect(long?.text).toBe(`${'x'.repeat(65_536)}… (134464 more bytes not shown)`)
    expect(next?.text).toBe('next')
  })

  it('reads 100 000 lines whole and in order', async () => {
    const id = await room.run('many', ['seq', '1', '100000'])
    await room.ended(id)
    const lines = await allLines(id)
    expect(lines.length).toBe(100_000)
    expect(lines.every(({ text }, at) => text === String(at + 1))).toBe(true)
  })

  it('says so when there is no such container, or no such time', async () => {
    await expect(allLines('nobody')).rejects.toMatchObject({ code: 'not-found' })
    await expect(allLines('nobody', { since: 'yesterday' })).rejects.toMatchObject({ code: 'bad-input' })
  })

  it('ends with an error when the engine dies under it', async () => {
    const id = await room.run('cut', ['sh', '-c', 'echo here; sleep 600'])
    const asked = { id, tail: 10, follow: true, since: null }
    const read = async (): Promise<void> => {
      for await (const batch of room.engine.containers.logs(asked, never))
        if (batch.lines.length > 0) await room.native.kill()
    }
    await expect(read()).rejects.toMatchObject({ code: 'engine-failed' })
    await room.native.restart()
    await room.untilAnswering(true)
  })
})
