import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { EngineRoom } from '../../../tests/fixtures/engine-room.ts'
import { canRunEngine } from '../../../tests/fixtures/engine.ts'
import { LogFileQuery, LogQuery, type LogSource } from '../../api/schema/logs.ts'

/** A page that follows: takes batches as they come, unless told not to. */
class Follower {
  readonly lines: {
    source: string
    stream: string
    text: string
    time: number | null
    continued: boolean
  }[] = []
  readonly notes: string[] = []
  sources: readonly LogSource[] = []
  leftOut = 0
  /** lines received and never acknowledged */
  takes = true
  last: Record<string, string> = {}
  readonly over: Promise<void>
  readonly #ends = new AbortController()
  #wake: () => void = () => undefined
  #untaken = 0
  #feed = ''
  readonly #room: EngineRoom

  constructor(room: EngineRoom, query: unknown, takes = true) {
    this.#room = room
    this.takes = takes
    this.over = this.#read(LogQuery.parse(query))
    this.over.catch(() => undefined).finally(() => this.#wake())
  }

  get texts(): string[] {
    return this.lines.map((line) => line.text)
  }

  leave(): void {
    this.#ends.abort()
  }

  takeAll(): void {
    this.takes = true
    this.#room.engine.logs.took(this.#feed, this.#untaken)
  }

  async until(what: string, is: () => boolean): Promise<void> {
    const late = AbortSignal.timeout(30_000)
    late.addEventListener('abort', () => this.#wake())
    while (!is()) {
      if (late.aborted) throw new Error(`not in time: ${what}\n${this.texts.slice(-20).join('\n')}`)
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }

  async #read(query: LogQuery): Promise<void> {
    for await (const event of this.#room.engine.logs.follow(query, this.#ends.signal)) {
      if (event.kind === 'opened') this.#feed = event.feed
      else if (event.kind === 'sources') this.sources = event.sources
      else if (event.kind === 'lines') {
        const { texts, times, marks, runs, last } = event.lines
        const names = runs.flatMap(([source, count]) =>
          new Array<string>(count).fill(this.sources[source]?.name ?? `#${source}`),
        )
        let before = 0
        for (const [at, line] of texts.split('\n').entries()) {
          const step = times[at] ?? null
          if (step !== null) before += step
          const mark = Number(marks[at])
          const stream = mark % 2 === 1 ? 'stderr' : 'stdout'
          const time = step === null ? null : before
          this.lines.push({ source: names[at] ?? '', stream, text: line, time, continued: mark > 1 })
        }
        for (const [source, time] of Object.entries(last))
          this.last[this.sources[Number(source)]?.id ?? ''] = time
        this.#untaken = event.number
        if (this.takes) this.#room.engine.logs.took(this.#feed, event.number)
      } else {
        this.notes.push(`${this.sources[event.source]?.name ?? ''} ${event.kind}`)
        if (event.kind === 'left-out') this.leftOut += event.lines ?? NaN
      }
      this.#wake()
    }
  }
}

describe.runIf(canRunEngine)('logs of a real engine', () => {
  let room: EngineRoom
  const followers: Follower[] = []

  beforeAll(async () => {
    room = await EngineRoom.open()
  })
  afterEach(async () => {
    for (const follower of followers.splice(0)) {
      follower.leave()
      await follower.over.catch(() => undefined)
    }
  })
  afterAll(() => room.close())

  function follow(query: object, takes = true): Follower {
    const follower = new Follower(room, query, takes)
    followers.push(follower)
    return follower
  }
  const of = (...containers: string[]): object => ({ of: { containers } })

  async function whole(id: string, options: object = {}): Promise<Follower> {
    const follower = follow({ ...of(id), tail: 1_000_000, follow: false, ...options })
    await follower.over
    return follower
  }

  const fileOf = async (query: object): Promise<{ name: string; text: string }> => {
    const file = await room.engine.logs.file(LogFileQuery.parse(query))
    return { name: file.name, text: await text(await file.open(new AbortController().signal)) }
  }

  it('gives both streams, with times, and says when the container has ended', async () => {
    const script = 'echo one; sleep 0.2; echo two >&2; sleep 0.2; printf "thrée ✓ without an end"'
    const id = await room.run('both', ['sh', '-c', script])
    const live = follow(of('both'))
    await live.until('ended', () => live.sources[0]?.state === 'ended')
    expect(live.lines.map(({ stream, text }) => `${stream} ${text}`)).toEqual([
      'stdout one',
      'stderr two',
      'stdout thrée ✓ without an end',
    ])
    expect(live.sources[0]).toEqual({ id, name: 'both', state: 'ended', error: null })
    const second = new Date(live.lines[1]?.time ?? 0).toISOString()
    expect((await whole(id, { since: second })).texts[0]).toBe('two')
    expect((await whole(id, { until: second })).texts).toEqual(['one'])
    expect((await whole(id, { tail: 1 })).lines).toEqual(live.lines.slice(2))
    expect((await whole(id, { tail: 0 })).lines).toEqual([])
    expect((await whole(id, { after: live.last })).lines).toEqual([])
  })

  it('goes on when a container starts again', async () => {
    const id = await room.run('again', ['sh', '-c', 'echo born; sleep 0.1; echo dead'])
    const live = follow(of('again'))
    await live.until('dead', () => live.texts.includes('dead'))
    await room.ended(id)
    await live.until('ended', () => live.sources[0]?.state === 'ended')
    await room.engine.containers.act(id, 'start')
    await live.until('dead again', () => live.texts.filter((text) => text === 'dead').length === 2)
    expect(live.texts).toEqual(['born', 'dead', 'born', 'dead'])
    expect(live.notes).toContain('again started')
    await room.ended(id)
    await room.engine.containers.remove(id, { force: true, volumes: false })
    await live.until('gone', () => live.sources[0]?.state === 'gone')
  })

  it('reads a terminal, with lines that the engine cut in pieces', async () => {
    const script = 'head -c 40000 /dev/zero | tr "\\0" x; echo; printf "\\033[31mred\\033[0m\\n"'
    const id = await room.run('tty', ['sh', '-c', script], { tty: true })
    await room.ended(id)
    const { texts } = await whole(id)
    expect(texts).toEqual(['x'.repeat(40_000), '\u001b[31mred\u001b[0m'])
    const plain = await room.run('no-tty', ['sh', '-c', script])
    await room.ended(plain)
    expect((await whole(plain)).texts).toEqual(texts)
  })

  it.each([
    ['local', false, '✓'],
    ['json-file', false, '\uFFFD'],
    ['json-file', true, '\uFFFD'],
  ] as const)("a character across two of the engine's pieces: %s, tty %s", async (logDriver, tty, seam) => {
    // 16 383 bytes and a character of three: the piece ends inside of it. The json-file driver spoils it.
    const script = 'head -c 16383 /dev/zero | tr "\\0" x; echo "✓ end"; echo next'
    const id = await room.run(`split-${logDriver}-${String(tty)}`, ['sh', '-c', script], { logDriver, tty })
    await room.ended(id)
    expect((await whole(id)).texts).toEqual([`${'x'.repeat(16_383)}${seam} end`, 'next'])
  })

  it('shows a line that has no end in pieces', async () => {
    const id = await room.run('long', ['sh', '-c', 'head -c 200000 /dev/zero | tr "\\0" x; echo; echo next'])
    await room.ended(id)
    const { lines } = await whole(id)
    expect(lines.map((line) => [line.text.length, line.continued])).toEqual([
      [65_536, false],
      [65_536, true],
      [65_536, true],
      [3392, true],
      [4, false],
    ])
  })

  it('reads 100 000 lines whole and in order', async () => {
    const id = await room.run('many', ['seq', '1', '100000'])
    await room.ended(id)
    const { texts } = await whole(id)
    expect(texts.length).toBe(100_000)
    expect(texts.every((text, at) => text === String(at + 1))).toBe(true)
  })

  it('sends no more than a few batches ahead, and says what a slow page missed of a flood', async () => {
    const id = await room.run('flood', ['sh', '-c', 'echo first; sleep 1; seq 1 400000; sleep 600'])
    const slow = follow(of('flood'))
    await slow.until('first', () => slow.texts.includes('first'))
    slow.takes = false
    await slow.until('some', () => slow.texts.includes('1'))
    // The engine has written all of it when another follower, who takes it, has seen the end.
    const other = follow({ ...of('flood'), tail: 1 })
    await other.until('the last', () => other.texts.includes('400000'))
    expect(slow.lines.length).toBeLessThan(60_000)
    slow.takeAll()
    await slow.until('the last', () => slow.texts.includes('400000'))
    // An engine that is itself far behind says no number: then nobody knows how many there were.
    expect(slow.leftOut).not.toBe(0)
    if (!Number.isNaN(slow.leftOut)) expect(slow.lines.length - 1 + slow.leftOut).toBe(400_000)
    await room.engine.containers.remove(id, { force: true, volumes: false })
  })

  it('merges the containers of a project by time; those that come later join, those that end leave', async () => {
    const labels = { 'com.docker.compose.project': 'shop' }
    const echo = (name: string, ...steps: string[]): Promise<string> =>
      room.run(name, ['sh', '-c', steps.join('; ')], { labels })
    const a = await echo('shop-a', 'echo a1', 'sleep 0.4', 'echo a2')
    await echo('shop-b', 'sleep 0.2', 'echo b1', 'sleep 600')
    await room.ended(a)
    const merged = follow({ of: { project: 'shop' } })
    await merged.until('all', () => merged.lines.length === 3)
    const sorted = [...merged.lines].sort((one, other) => (one.time ?? 0) - (other.time ?? 0))
    expect(merged.lines).toEqual(sorted)
    expect(new Set(merged.lines.map(({ source, text }) => `${source} ${text}`))).toEqual(
      new Set(['shop-a a1', 'shop-a a2', 'shop-b b1']),
    )
    const c = await echo('shop-c', 'echo c1', 'sleep 600')
    await merged.until('c1', () => merged.texts.includes('c1'))
    await room.engine.containers.act(c, 'kill')
    await merged.until('c ended', () => merged.notes.includes('shop-c ended'))
    const states = (): string =>
      merged.sources
        .map(({ name, state }) => `${name} ${state}`)
        .sort()
        .join()
    await merged.until('all states', () => states() === 'shop-a ended,shop-b reading,shop-c ended')
    expect((await fileOf({ of: { project: 'shop' } })).text.split('\n').sort()).toEqual([
      '',
      'shop-a | a1',
      'shop-a | a2',
      'shop-b | b1',
      'shop-c | c1',
    ])
  })

  it('saves a log byte for byte, or with times', async () => {
    const id = await room.run('saved', ['sh', '-c', 'printf "one\\ntwo \\033[1m\\000no end"; echo err >&2'], {
      logDriver: 'local',
    })
    await room.ended(id)
    const bare = await fileOf({ ...of('saved'), stderr: false })
    expect(bare).toEqual({ name: 'saved.log', text: 'one\ntwo \u001b[1m\u0000no end' })
    const timed = await fileOf({ ...of('saved'), times: true, stdout: false })
    expect(timed.text).toMatch(/^2\d{3}-\S+Z err\n$/)
    await expect(fileOf(of('nobody'))).rejects.toMatchObject({ code: 'not-found' })
  })

  it('says so when there is no such container, or no such time', async () => {
    await expect(follow(of('nobody')).over).rejects.toMatchObject({ code: 'not-found' })
    await expect(follow({ ...of('nobody'), since: 'yesterday' }).over).rejects.toMatchObject({
      code: 'bad-input',
    })
  })

  it('goes on where it was when the engine dies under it and is back', async () => {
    const id = await room.run('cut', ['sh', '-c', 'echo here; sleep 1; echo later; sleep 600'])
    const live = follow(of(id))
    await live.until('here', () => live.texts.includes('later'))
    await room.native.kill()
    await live.until('waiting', () => live.sources[0]?.state === 'waiting')
    await room.native.restart()
    await room.untilAnswering(true)
    await room.engine.containers.act(id, 'start')
    await live.until('later again', () => live.texts.filter((text) => text === 'later').length === 2)
    expect(live.texts).toEqual(['here', 'later', 'here', 'later'])
  })
})
