import { afterEach, describe, expect, it } from 'vitest'
import { FakeSshd, type FakeSshdOptions } from '../../tests/fakes/sshd.ts'
import type { Usage } from '../api/schema/status.ts'
import { silent } from '../base/log.ts'
import { GuestCommands } from './commands.ts'
import { exec } from './exec.ts'
import { GuestLink } from './link.ts'
import { streamLines } from './stream.ts'

const never = new AbortController().signal
const ends: (() => Promise<unknown>)[] = []

async function setUp(
  answer?: FakeSshdOptions['answer'],
): Promise<{ sshd: FakeSshd; link: GuestLink; commands: GuestCommands }> {
  const sshd = await new FakeSshd(answer ? { answer } : {}).listen()
  const link = new GuestLink({ ...sshd.endpoint, connect: sshd.connect, log: silent })
  await link.open(never)
  ends.push(
    () => link.close(),
    () => sshd.close(),
  )
  return { sshd, link, commands: new GuestCommands(link) }
}

afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

const info = {
  version: '0.1.0',
  kernel: '6.18.1-0-virt',
  uptimeSeconds: 12.5,
  diskUsedBytes: 10,
  diskBytes: 20,
  memory: { totalBytes: 100, availableBytes: 60 },
}

function says(command: string, stdout: string, code = 0, stderr = ''): FakeSshdOptions['answer'] {
  return (asked) => (asked.startsWith(command) ? { stdout, stderr, code } : undefined)
}

describe('exec', () => {
  it('gives output, errors and exit code, and passes words through unharmed', async () => {
    const { link } = await setUp()
    const script = 'printf %s "$1"; echo oh >&2; exit 3'
    const result = await exec(link, ['sh', '-c', script, 'sh', "it's $HOME"], never)
    expect(result).toEqual({ code: 3, stdout: "it's $HOME", stderr: 'oh\n' })
  })

  it('gives input and its end', async () => {
    const { link } = await setUp()
    expect(await exec(link, ['cat'], never, { input: 'cargo' })).toMatchObject({ code: 0, stdout: 'cargo' })
    expect(await exec(link, ['cat'], never)).toMatchObject({ code: 0, stdout: '' })
  })

  it('tells a signal as a shell would', async () => {
    const { link } = await setUp()
    expect((await exec(link, 'kill -TERM $$', never)).code).toBe(128 + 15)
  })

  it('ends a command that says more than it may', async () => {
    const { link } = await setUp()
    await expect(exec(link, 'cat /dev/zero', never, { maxBytes: 1000 })).rejects.toMatchObject({
      code: 'guest-failed',
    })
    await expect(exec(link, 'cat /dev/zero >&2', never, { maxBytes: 1000 })).rejects.toMatchObject({
      code: 'guest-failed',
    })
  })

  it('ends with its caller, and with the connection', async () => {
    const { link, sshd } = await setUp()
    const abort = new AbortController()
    const called = exec(link, 'echo started; sleep 60', abort.signal)
    abort.abort()
    await expect(called).rejects.toMatchObject({ code: 'cancelled' })
    const cut = exec(link, 'sleep 60', never)
    await expect
      .poll(() => sshd.asked.some((one) => one.kind === 'exec' && one.command === 'sleep 60'))
      .toBe(true)
    sshd.drop()
    await expect(cut).rejects.toMatchObject({ code: 'guest-unreachable' })
  })
})

describe('info', () => {
  it('reads what berth-info says', async () => {
    const { commands } = await setUp(says('/usr/sbin/berth-info', `${JSON.stringify(info)}\n`))
    expect(await commands.info(never)).toEqual(info)
  })

  it.each([
    ['no JSON', 'Segmentation fault'],
    ['a missing field', JSON.stringify({ ...info, memory: {} })],
    ['a number that is none', JSON.stringify({ ...info, diskBytes: '20' })],
    ['an endless name', JSON.stringify({ ...info, version: 'x'.repeat(1000) })],
  ])('refuses %s', async (_, text) => {
    const { commands } = await setUp(says('/usr/sbin/berth-info', text))
    await expect(commands.info(never)).rejects.toMatchObject({ code: 'guest-failed' })
  })

  it('refuses more than it reads', async () => {
    const { commands } = await setUp(says('/usr/sbin/berth-info', 'x'.repeat(100_000)))
    await expect(commands.info(never)).rejects.toMatchObject({
      message: expect.stringContaining('more than') as string,
    })
  })
})

describe('orders', () => {
  it("sets the clock to the host's, in whole seconds", async () => {
    const { commands, sshd } = await setUp(says('/usr/sbin/berth-clock', ''))
    const sent = (): number => {
      const [last] = sshd.asked.slice(-1)
      const command = last?.kind === 'exec' ? last.command : ''
      return Number(/^\/usr\/sbin\/berth-clock (\d+)$/.exec(command)?.[1])
    }
    for (const exactly of [false, true]) {
      const before = Math.floor(Date.now() / 1000)
      await commands.setClock(never, { exactly })
      expect(sent()).toBeGreaterThanOrEqual(before)
      expect(sent()).toBeLessThanOrEqual(Math.ceil(Date.now() / 1000) + 1)
    }
  })

  it("says a failing command's own words", async () => {
    const { commands } = await setUp((asked) => {
      if (asked === '/bin/sync') return { code: 0 }
      return says('/usr/sbin/berth-trim', '', 1, 'fstrim: not supported\n')?.(asked)
    })
    await expect(commands.trim(never)).rejects.toMatchObject({
      code: 'guest-failed',
      message: '"berth-trim" failed in the guest: fstrim: not supported.',
    })
  })

  it('gives free room back once what was deleted is written', async () => {
    const asked: string[] = []
    const { commands } = await setUp((command) => {
      asked.push(command)
      return { code: 0 }
    })
    await commands.trim(never)
    expect(asked.slice(-2)).toEqual(['/bin/sync', '/usr/sbin/berth-trim'])
  })

  it('restarts the engine', async () => {
    const { commands, sshd } = await setUp(says('/usr/sbin/berth-engine restart', ''))
    await commands.restartEngine(never)
    expect(sshd.asked.slice(-1)[0]).toMatchObject({ command: '/usr/sbin/berth-engine restart' })
  })

  it('powers off, and is content when the guest is gone before it answers', async () => {
    const { commands, sshd, link } = await setUp((asked) => {
      if (asked === '/sbin/poweroff') sshd.drop()
      return asked === '/sbin/poweroff' ? {} : undefined
    })
    await commands.powerOff(never)
    expect(link.state.kind).toBe('lost')
    await expect(commands.powerOff(never)).rejects.toMatchObject({ code: 'guest-unreachable' })
  })
})

describe('streams', () => {
  it('tell the use of CPU, memory and disk until nobody listens', async () => {
    const samples = ['0 0 0 0 0 0 0 0 0 0 100 50 10 5', 'noise', '50 0 0 50 0 0 0 0 0 0 100 40 10 6', '']
    const { commands } = await setUp(says('pause=', samples.join('\n')))
    const seen: Usage[] = []
    for await (const usage of commands.usage(never)) seen.push(usage)
    expect(seen).toEqual([
      {
        cpu: 0.5,
        memoryUsedBytes: 60 * 1024,
        memoryBytes: 100 * 1024,
        diskUsedBytes: 6 * 1024,
        diskBytes: 10 * 1024,
      },
    ])
  })

  it('follow the log with a command that ends when its input does', async () => {
    const { commands, sshd } = await setUp(says('tail ', 'one\ntwo\n'))
    const seen: string[] = []
    for await (const lines of commands.engineLog({ lines: 10, follow: true }, never)) seen.push(...lines)
    expect(seen).toEqual(['one', 'two'])
    expect(sshd.asked.slice(-1)[0]).toMatchObject({
      command: 'tail -n 10 -F /data/log/engine.log & read -r _; kill $!',
    })
  })

  it('end without an error when their signal aborts, opening or flowing', async () => {
    const { link } = await setUp()
    const early = streamLines(link, 'echo never', AbortSignal.abort())
    expect(await early.next()).toEqual({ done: true, value: undefined })

    const abort = new AbortController()
    const flowing = streamLines(link, 'echo first; read -r _; echo after', abort.signal)
    expect(await flowing.next()).toEqual({ done: false, value: ['first'] })
    abort.abort()
    expect(await flowing.next()).toEqual({ done: true, value: undefined })
  })

  it('end with an error when the link breaks', async () => {
    const { link, sshd } = await setUp()
    const flowing = streamLines(link, 'echo first; read -r _', never)
    await flowing.next()
    sshd.drop()
    await expect(flowing.next()).rejects.toMatchObject({ code: 'guest-unreachable' })
  })
})
