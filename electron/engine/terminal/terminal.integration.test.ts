import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadBusybox } from '../../../tests/fixtures/busybox-image.ts'
import { EngineRoom } from '../../../tests/fixtures/engine-room.ts'
import { canRunEngine } from '../../../tests/fixtures/engine.ts'
import type { MainProcess } from '../../api/schema/terminals.ts'

/** A terminal as the page has it. */
class Screen {
  text = ''
  id = ''
  exit: number | null | undefined
  main: MainProcess | null = null
  detached = false
  readonly closed: Promise<void>
  readonly #ends = new AbortController()
  readonly #room: EngineRoom
  /** false leaves what comes unacknowledged */
  takes = true
  #wake: () => void = () => undefined

  constructor(
    room: EngineRoom,
    container: string,
    command: string[] | null = null,
    user: string | null = null,
    attach = false,
  ) {
    this.#room = room
    const size = { columns: 100, rows: 30 }
    this.closed = this.#read(
      room.engine.terminals.open({ id: container, command, user, attach, size }, this.#ends.signal),
    )
    this.closed.catch(() => undefined).finally(() => this.#wake())
  }

  close(): void {
    this.#ends.abort()
  }

  async opened(): Promise<void> {
    await expect.poll(() => this.id, { timeout: 20_000 }).not.toBe('')
  }

  async shows(pattern: RegExp): Promise<RegExpExecArray> {
    const late = AbortSignal.timeout(20_000)
    late.addEventListener('abort', () => this.#wake())
    for (;;) {
      const found = pattern.exec(this.text)
      if (found) return found
      if (late.aborted) throw new Error(`${String(pattern)} is not on the screen:\n${this.text}`)
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }

  async #read(events: ReturnType<EngineRoom['engine']['terminals']['open']>): Promise<void> {
    const decoder = new TextDecoder()
    for await (const event of events) {
      if (event.kind === 'opened') {
        this.id = event.terminal
        this.main = event.main
      }
      if (event.kind === 'detached') this.detached = true
      if (event.kind === 'output') {
        const bytes = Buffer.from(event.base64, 'base64')
        this.text += decoder.decode(bytes, { stream: true })
        if (this.takes) this.#room.engine.terminals.took(this.id, bytes.length)
      }
      if (event.kind === 'exit') this.exit = event.code
      this.#wake()
    }
  }
}

describe.runIf(canRunEngine)('terminals of a real engine', () => {
  let room: EngineRoom
  let container: string

  beforeAll(async () => {
    room = await EngineRoom.open()
    container = await room.run('box', ['sleep', '3600'])
  })
  afterAll(() => room.close())

  const type = (screen: Screen, text: string): Promise<void> =>
    room.engine.terminals.input(screen.id, Buffer.from(text))

  it('runs a shell: what is typed comes back, and its exit code at the end', async () => {
    const screen = new Screen(room, container)
    await screen.shows(/# /)
    await type(screen, 'echo "grüß $((6 * 7))"; echo $TERM\n')
    await screen.shows(/grüß 42\r\nxterm-256color/)
    await type(screen, 'exit 3\n')
    await screen.closed
    expect(screen.exit).toBe(3)
    await expect(type(screen, 'more\n')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('loses nothing of what is typed right behind the answer to where the cursor is', async () => {
    const screen = new Screen(room, container)
    // The shell asks for it, and stands in the first row.
    await screen.shows(/# .\[6n/)
    await type(screen, '\x1b[01;5Recho all $((6 * 7)) of it\n')
    await screen.shows(/all 42 of it/)
    screen.close()
    await screen.closed
  })

  it('has the size that was asked for, and the one it is given later', async () => {
    const screen = new Screen(room, container)
    await screen.shows(/# /)
    await type(screen, 'stty size\n')
    await screen.shows(/30 100/)
    await room.engine.terminals.resize(screen.id, { columns: 132, rows: 43 })
    await type(screen, 'stty size\n')
    await screen.shows(/43 132/)
    screen.close()
    await screen.closed
  })

  it('hangs up what runs in it when it is closed', async () => {
    const screen = new Screen(room, container, ['sh', '-c', 'sleep 7777 & echo started; sleep 8888'])
    await screen.shows(/started/)
    const running = async (): Promise<string> =>
      JSON.stringify(
        await room.client.json({ doing: 'list processes', path: `/containers/${container}/top` }),
      )
    const before = await running()
    expect(before).toContain('sleep 7777')
    expect(before).toContain('sleep 8888')
    screen.close()
    await screen.closed
    const late = AbortSignal.timeout(20_000)
    while (/sleep (7777|8888)/.test(await running())) late.throwIfAborted()
    expect(screen.exit).toBeUndefined()
  })

  it('says so when the program is not there, and when there is no shell', async () => {
    const missing = new Screen(room, container, ['no-such-program'])
    await expect(missing.closed).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(
        /^Could not run "no-such-program" in the container: OCI runtime exec failed/,
      ) as string,
    })
    expect(missing.text).toBe('')

    await loadBusybox(room.native.socketPath, 'bare:latest', { shell: false })
    const bare = await room.run('bare', ['/bin/busybox', 'sleep', '3600'], { image: 'bare' })
    expect(await room.engine.terminals.choices(bare)).toEqual({ shells: [], users: [] })
    await expect(new Screen(room, bare).closed).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(/^The container has no shell: /) as string,
    })
  })

  it('refuses a container that does not run', async () => {
    const idle = await room.create('idle', ['sh'])
    await expect(new Screen(room, idle).closed).rejects.toMatchObject({
      code: 'conflict',
      hint: 'Start the container first.',
    })
    await expect(new Screen(room, 'nobody').closed).rejects.toMatchObject({ code: 'not-found' })
  })

  it('carries a flood of output whole, and a large paste', async () => {
    const screen = new Screen(room, container)
    await screen.shows(/# /)
    await type(screen, 'stty -echo; seq 1 50000; echo "the" end\n')
    await screen.shows(/the end/)
    expect(screen.text).toMatch(/\r\n49999\r\n50000\r\nthe end/)
    await type(screen, 'wc -c\n')
    await type(screen, `${'x'.repeat(1000)}\n`.repeat(200))
    await type(screen, '\u0004')
    await screen.shows(/200200\r\n/)
    screen.close()
    await screen.closed
  })

  it('makes a program wait for a page that does not take what it writes', async () => {
    const screen = new Screen(room, container)
    await screen.shows(/# /)
    screen.takes = false
    await type(screen, 'seq 1 300000; echo all "of it"\n')
    await screen.shows(/\r\n60000\r\n/)
    // It stands still: another terminal does its work meanwhile, from beginning to end.
    const other = new Screen(room, container, ['sh', '-c', 'seq 1 20000; echo other done'])
    await other.shows(/other done/)
    expect(screen.text.length).toBeLessThan(1_000_000)
    screen.takes = true
    room.engine.terminals.took(screen.id, screen.text.length)
    await screen.shows(/all of it\r\n/)
    screen.close()
    await screen.closed
  })

  it('knows the shells and users of a container, and opens as one of them', async () => {
    expect(await room.engine.terminals.choices(container)).toEqual({
      shells: ['/bin/ash', '/bin/sh'],
      users: ['root'],
    })
    const screen = new Screen(room, container, ['/bin/ash'], '1234:567')
    await screen.shows(/\$ /)
    await type(screen, 'id -u; id -g\n')
    await screen.shows(/1234\r\n567/)
    screen.close()
    await screen.closed
    await expect(new Screen(room, container, null, 'nobody-here').closed).rejects.toMatchObject({
      message: expect.stringMatching(/nobody-here/) as string,
    })
  })

  const attached = (id: string): Screen => new Screen(room, id, null, null, true)
  const state = async (id: string): Promise<string> =>
    (await room.engine.containers.detail(id, { size: false })).row.state

  it('attaches to a main process with a terminal, and leaves it running by its keys or by closing', async () => {
    const id = await room.run('main', ['sh'], { tty: true })
    const screen = attached(id)
    await screen.opened()
    await screen.shows(/# /)
    expect(screen.main).toEqual({ tty: true, input: 'open' })
    await type(screen, 'stty size; echo at $((6 * 7))\r')
    await screen.shows(/30 100\r\nat 42\r\n/)
    await room.engine.terminals.resize(screen.id, { columns: 132, rows: 43 })
    await type(screen, 'stty size\r')
    await screen.shows(/43 132/)
    await type(screen, '\u0010')
    await type(screen, '\u0011')
    await screen.closed
    expect(screen.detached).toBe(true)
    expect(screen.exit).toBeUndefined()

    // The log up to now stands before what comes, once.
    const again = attached(id)
    await again.opened()
    await again.shows(/at 42\r\n/)
    await type(again, 'echo still $((7 * 7))\r')
    await again.shows(/still 49\r\n/)
    expect(again.text.match(/at 42\r\n/g)).toHaveLength(1)
    again.close()
    await again.closed
    expect(await state(id)).toBe('running')

    const last = attached(id)
    await last.opened()
    await type(last, 'exit 5\r')
    await last.closed
    expect(last.exit).toBe(5)
    await expect(attached(id).closed).rejects.toMatchObject({
      code: 'conflict',
      hint: 'Start the container first.',
    })
  })

  it('attaches to the streams of one without a terminal, whose input stays as it was', async () => {
    const noisy = await room.run('noisy', ['sh', '-c', 'echo out; echo err >&2; sleep 600'])
    const screen = attached(noisy)
    await screen.shows(/out\r\n/)
    await screen.shows(/err\r\n/)
    await screen.opened()
    expect(screen.main).toEqual({ tty: false, input: 'closed' })
    screen.close()
    await screen.closed
    expect(await state(noisy)).toBe('running')

    const { Id: reader } = (await room.client.json({
      doing: 'create reader',
      method: 'POST',
      path: '/containers/create',
      query: { name: 'reader' },
      body: {
        Image: 'busybox',
        Cmd: ['sh', '-c', 'while read -r line; do echo "got $line"; done; exit 9'],
        OpenStdin: true,
        HostConfig: { NetworkMode: 'none' },
      },
    })) as { Id: string }
    await room.engine.containers.act(reader, 'start')
    const typing = attached(reader)
    await expect.poll(() => typing.main).toEqual({ tty: false, input: 'open' })
    await type(typing, 'one\n')
    await typing.shows(/got one\r\n/)
    typing.close()
    await typing.closed
    const after = attached(reader)
    await after.opened()
    await after.shows(/got one\r\n/)
    await type(after, 'two\n')
    await after.shows(/got two\r\n/)
    await room.engine.containers.act(reader, 'kill')
    await after.closed
    expect(after.exit).toBe(137)
  })

  it('ends the input of one that reads until its end, and only that', async () => {
    const { Id: id } = (await room.client.json({
      doing: 'create sorter',
      method: 'POST',
      path: '/containers/create',
      query: { name: 'sorter' },
      body: {
        Image: 'busybox',
        Cmd: ['sh', '-c', 'echo ready; sort; sleep 1; echo sorted; exit 3'],
        OpenStdin: true,
        StdinOnce: true,
        HostConfig: { NetworkMode: 'none' },
      },
    })) as { Id: string }
    await room.engine.containers.act(id, 'start')
    // Who only looks closes nothing.
    const watching = attached(id)
    await watching.opened()
    await watching.shows(/ready/)
    watching.close()
    await watching.closed

    const screen = attached(id)
    await screen.opened()
    expect(screen.main).toEqual({ tty: false, input: 'once' })
    await type(screen, 'b\n')
    await type(screen, 'a\n')
    await room.engine.terminals.endInput(screen.id)
    await screen.shows(/a\r\nb\r\nsorted\r\n/)
    await screen.closed
    expect(screen.exit).toBe(3)

    const open = attached(await room.run('tty', ['sh'], { tty: true }))
    await open.opened()
    await expect(room.engine.terminals.endInput(open.id)).rejects.toMatchObject({ code: 'conflict' })
    open.close()
    await open.closed
  })

  it('ends with the container, and with the machine', async () => {
    const other = await room.run('other', ['sleep', '3600'])
    const screen = new Screen(room, other)
    await screen.shows(/# /)
    await room.engine.containers.act(other, 'kill')
    await screen.closed
    expect(screen.exit).toBe(137)

    const last = new Screen(room, container)
    await last.shows(/# /)
    room.engine.detach()
    await expect(last.closed).rejects.toMatchObject({ code: 'engine-failed' })
    room.engine.attach()
    await room.untilAnswering(true)
  })
})
