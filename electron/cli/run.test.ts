import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CliHarness, runningStatus, stoppedStatus, viewOf } from '../../tests/fixtures/berth-cli.ts'
import type { EngineApplied } from '../api/schema/engine-settings.ts'
import type { MachineView, Step } from '../api/schema/status.ts'
import { BerthError, cancelled } from '../base/errors.ts'
import { Topic } from '../base/topic.ts'

let berth: CliHarness
beforeEach(async () => {
  berth = await CliHarness.make()
})
afterEach(async () => {
  await berth.remove()
})

const failure = new BerthError('hypervisor-missing', 'QEMU is not there.', {
  hint: 'Install it.',
  step: 'Check this computer',
})

/** A machine service whose start the test ends, with one step told. */
function startable(before = viewOf(stoppedStatus)) {
  const views = new Topic<MachineView>()
  const asked = Promise.withResolvers<{ cold: boolean }>()
  const start = Promise.withResolvers<typeof runningStatus>()
  start.promise.catch(() => undefined)
  const calls: string[] = []
  const step: Step = {
    name: 'Boot Alpine',
    state: 'running',
    startedAt: new Date().toISOString(),
    ms: 0,
    progress: null,
  }
  berth.services = {
    machine: {
      view: async () => before,
      async *watch(signal) {
        const activity = { kind: 'start', startedAt: step.startedAt, steps: [step] } as const
        yield { ...viewOf({ ...stoppedStatus, state: 'starting' }), activity: { ...activity, steps: [step] } }
        yield* views.follow(signal)
      },
      start: (options) => {
        asked.resolve(options)
        return start.promise
      },
      cancel: async () => {
        calls.push('cancel')
        start.reject(cancelled())
        return stoppedStatus
      },
    },
    host: {
      shutDown: async ({ unlessUsed }) => {
        calls.push(`shutDown ${unlessUsed}`)
        return true
      },
    },
  }
  return { asked: asked.promise, start, calls }
}

test('start shows its steps and where the engine is', async () => {
  const { asked, start, calls } = startable()
  const said = berth.run('start', '--cold')
  expect(await asked).toEqual({ cold: true })
  start.resolve(runningStatus)
  expect(await said).toMatchObject({ code: 0, err: '' })
  const { out } = await said
  expect(out).toMatch(/Running after \d.*\nThe engine 29\.1\.0 answers at \/h\/docker\.sock\n$/)
  expect([berth.started, calls]).toEqual([1, []])
})

test('start --json is JSON, line by line, the status last', async () => {
  const { start } = startable()
  start.resolve(runningStatus)
  const { code, out } = await berth.run('start', '--json')
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object)
  expect(code).toBe(0)
  expect(lines.at(-1)).toEqual({ status: runningStatus })
})

test('what fails is said once, with its step and what to do; the host is left', async () => {
  const { start, calls } = startable()
  start.reject(failure)
  expect(await berth.run('start')).toMatchObject({
    code: 1,
    err: 'Check this computer: QEMU is not there.\n  Install it.\n',
  })
  expect(calls).toEqual(['shutDown true'])
})

test('with --json, an error is JSON as well', async () => {
  startable().start.reject(failure)
  const { code, out, err } = await berth.run('start', '--json')
  expect([code, err]).toEqual([1, ''])
  expect(JSON.parse(out.trim().split('\n').at(-1) ?? '')).toEqual({ error: failure.toPlain() })
})

test('Ctrl-C cancels the start and lets the host end', async () => {
  const { asked, calls } = startable()
  const said = berth.run('start')
  await asked
  berth.interrupt.abort()
  expect(await said).toMatchObject({ code: 130, err: 'Cancelled.\n' })
  expect(calls).toEqual(['cancel', 'shutDown true'])
})

test('Ctrl-C by who joined a start leaves it to who asked for it', async () => {
  const { asked, calls } = startable(viewOf({ ...stoppedStatus, state: 'starting' }))
  const said = berth.run('start')
  await asked
  berth.interrupt.abort()
  expect(await said).toMatchObject({ code: 130 })
  expect(calls).toEqual(['shutDown true'])
})

test('a host that dies under a start is an error that says so', async () => {
  const { asked } = startable()
  const said = berth.run('start')
  await asked
  await berth.close()
  expect(await said).toMatchObject({ code: 1, err: expect.stringMatching(/host process .* ended/) as string })
})

test('stop stops, then asks the host to end unless it is used', async () => {
  const calls: string[] = []
  berth.services = {
    machine: {
      async *watch() {
        yield viewOf(runningStatus)
      },
      stop: async ({ force }) => {
        calls.push(`stop ${force}`)
        return stoppedStatus
      },
    },
    host: {
      shutDown: async () => {
        calls.push('shutDown')
        return true
      },
    },
  }
  await berth.listen()
  expect(await berth.run('stop', '--force')).toEqual({ code: 0, out: 'Stopped.\n', err: '' })
  expect(calls).toEqual(['stop true', 'shutDown'])
})

test('stop and suspend of what is so already start no host', async () => {
  expect(await berth.run('stop')).toMatchObject({ code: 0, out: 'Stopped.\n' })
  const status = { ...stoppedStatus, state: 'suspended' } as const
  berth.offline = () => ({ kind: 'status', answer: { status, orphan: false } })
  expect((await berth.run('suspend')).out).toBe('Suspended: "berth start" goes on where it was.\n')
  const held = { ...status, suspends: 'in-memory' } as const
  berth.offline = () => ({ kind: 'status', answer: { status: held, orphan: false } })
  expect((await berth.run('suspend')).out).toMatch(
    /^Suspended in memory: .* a restart of this computer ends it/,
  )
  expect(berth.started).toBe(0)
})

test('a machine that cannot be suspended says so once', async () => {
  const status = { ...runningStatus, suspends: null }
  berth.services = {
    machine: {
      async *watch() {
        yield viewOf(status)
      },
      suspend: async () => {
        throw new BerthError(
          'bad-input',
          'The driver "qemu" cannot suspend a machine that has shared folders.',
          { hint: 'Stop it with "berth stop".' },
        )
      },
    },
    host: { shutDown: async () => false },
  }
  await berth.listen()
  const { code, out, err } = await berth.run('suspend')
  expect([code, out]).toEqual([1, ''])
  expect(err.match(/cannot suspend a machine that has shared folders/g)).toHaveLength(1)
  expect(err).toContain('Stop it with "berth stop".')
})

test('status without a host comes from disk, with its exit code', async () => {
  expect(await berth.run('status', '--json')).toMatchObject({
    code: 3,
    out: JSON.stringify(stoppedStatus) + '\n',
  })
  expect(berth.started).toBe(0)
})

test('a machine that runs without a host gets one, which knows', async () => {
  berth.offline = () => ({ kind: 'status', answer: { status: stoppedStatus, orphan: true } })
  berth.services = { machine: { view: async () => viewOf(runningStatus) } }
  expect(await berth.run('status')).toMatchObject({
    code: 0,
    out: expect.stringContaining('29.1.0') as string,
  })
  expect(berth.started).toBe(1)
})

test('status of a failed machine names the reason and ends with 4', async () => {
  const errors = [{ step: 'run', message: 'It ended.', hint: 'Start it again.' }]
  berth.services = { machine: { view: async () => viewOf({ ...stoppedStatus, state: 'failed', errors }) } }
  await berth.listen()
  expect(await berth.run('status')).toMatchObject({
    code: 4,
    out: expect.stringContaining('It ended.') as string,
  })
})

test('settings are read and changed, with a host or without', async () => {
  const row = {
    name: 'cpus',
    value: 4,
    isDefault: false,
    takesEffect: 'at-next-start',
    description: 'x',
  } as const
  berth.offline = (question) =>
    question.kind === 'set-setting'
      ? { kind: 'set-setting', answer: { row: { ...row, value: question.value }, needsRestart: false } }
      : { kind: 'list-settings', answer: [row] }
  expect(await berth.run('config', 'get', 'cpus')).toMatchObject({ code: 0, out: '4\n' })
  expect(await berth.run('config')).toMatchObject({ code: 0, out: 'cpus  4  set      x\n' })
  expect(await berth.run('config', 'set', 'cpus', '3')).toMatchObject({ code: 0, out: 'cpus is 3.\n' })
  const asked: unknown[] = []
  berth.services = {
    settings: {
      set: async (name, value) => {
        asked.push([name, value])
        return { row, needsRestart: true }
      },
    },
  }
  await berth.listen()
  expect(await berth.run('config', 'set', 'cpus', 'default')).toMatchObject({
    out: expect.stringContaining('berth restart') as string,
  })
  await berth.run('config', 'set', 'accelerator', 'tcg')
  await berth.run('config', 'set', 'engine', '{"labels":["a"]}')
  expect(asked).toEqual([
    ['cpus', null],
    ['accelerator', 'tcg'],
    ['engine', { labels: ['a'] }],
  ])
})

test("the engine's settings are applied to a running machine, told with what stops and what went wrong", async () => {
  const asked: unknown[] = []
  let applied: EngineApplied = { outcome: 'applied' }
  berth.services = {
    settings: {
      engine: {
        view: async () => ({ stored: {}, inUse: null }),
        check: async () => ({ outcome: 'accepted' }),
        effects: async () => ({
          containers: [
            { id: '1', name: 'web', then: 'comes-back' },
            { id: '2', name: 'job', then: 'is-removed' },
          ],
        }),
        apply: async (engine) => {
          asked.push(engine)
          return applied
        },
      },
    },
  }
  await berth.listen()
  expect(await berth.run('config', 'set', '--apply', 'engine', '{"debug":true}')).toMatchObject({
    code: 0,
    out: [
      'The engine restarts, with 2 running:',
      '  1 stop and come back by themselves: web',
      '  1 stop and are removed, for they were run with --rm: job',
      'The engine runs with these settings.\n',
    ].join('\n'),
  })
  await berth.run('config', 'set', '--apply', 'engine', 'default')
  expect(asked).toEqual([{ debug: true }, {}])
  applied = { outcome: 'undone', message: 'It did not come up.', hint: 'Correct it.', log: ['last words'] }
  expect(await berth.run('config', 'set', '--apply', 'engine', '{}')).toMatchObject({
    code: 1,
    out: expect.stringContaining('last words') as string,
    err: 'It did not come up.\n  Correct it.\n',
  })
  expect(await berth.run('config', 'set', '--apply', 'engine', '[1]')).toMatchObject({ code: 1 })
  expect(await berth.run('config', 'set', '--apply', 'cpus', '2')).toMatchObject({ code: 1 })
})

test('an unknown setting is named, with those there are', async () => {
  expect(await berth.run('config', 'set', 'colour', 'red')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/"colour"[^]*cpus/) as string,
  })
})

test.each([
  [['bogus'], /unknown command 'bogus'/],
  [[], /Usage: berth/],
  [['start', '--warm'], /unknown option '--warm'/],
  [['logs', 'kernel'], /host, machine, engine/],
  [['logs', '-n', 'many'], /whole number/],
  [['config', 'get'], /missing required argument/],
] as const)('%j is a matter of usage: exit code 2', async (args, sentence) => {
  expect(await berth.run(...args)).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringMatching(sentence) as string,
  })
})

test('help and version are no errors', async () => {
  expect(await berth.run('--version')).toEqual({ code: 0, out: 'berth 1.2.3\n', err: '' })
  for (const args of [['--help'], ['help', 'start'], ['config', 'set', '--help']])
    expect(await berth.run(...args)).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('Usage: berth') as string,
    })
})

test('logs of host, machine and desktop are read from disk; the engine’s needs a machine', async () => {
  await writeFile(
    berth.paths.hostLog,
    '{"level":"info","time":"T","msg":"one"}\n{"level":"warn","time":"T","msg":"two"}\n',
  )
  await writeFile(berth.paths.consoleLog, 'berth: mark init\u001b[31m\n')
  expect(await berth.run('logs', '-n', '1')).toMatchObject({ code: 0, out: 'T warn  two\n' })
  expect(await berth.run('logs', 'machine')).toMatchObject({ out: 'berth: mark init␛[31m\n' })
  await writeFile(berth.paths.desktopLog, '{"level":"info","time":"T","msg":"a window"}\n')
  expect(await berth.run('logs', 'desktop')).toMatchObject({ code: 0, out: 'T info  a window\n' })
  expect(await berth.run('logs', 'engine')).toMatchObject({
    code: 1,
    err: expect.stringContaining('berth start') as string,
  })
  berth.services = {
    host: {
      async *logs({ log, lines }) {
        yield [`${log} ${lines}`]
      },
    },
  }
  await berth.listen()
  expect(await berth.run('logs', 'engine', '-n', '7')).toMatchObject({ code: 0, out: 'engine 7\n' })
})

test('reset says what is lost, and does nothing unless told to', async () => {
  const done: string[] = []
  berth.services = {
    host: {
      resetPreview: async () => ({
        home: '/h',
        items: [{ what: 'data disk', path: '/h/d', bytes: 1024 }],
        bytes: 1024,
      }),
      reset: async () => {
        done.push('reset')
        setImmediate(() => void berth.close())
      },
      shutDown: async () => true,
    },
  }
  await berth.listen()
  const refused = await berth.run('reset')
  expect(refused).toMatchObject({ code: 1, out: expect.stringContaining('data disk') as string })
  expect(refused.err).toContain('berth reset --yes')
  expect(done).toEqual([])
  expect(await berth.run('reset', '--yes')).toMatchObject({ code: 0, err: '' })
  expect(done).toEqual(['reset'])
})

test('uninstall keeps or deletes the data as told, and takes links, the start at login and fetched updates away', async () => {
  const done: string[] = []
  const end = (what: string) => async () => {
    done.push(what)
    setImmediate(() => void berth.close())
  }
  const links = path.join(berth.dir, '.local', 'bin')
  const autostart = path.join(berth.dir, 'config', 'autostart', 'berth.desktop')
  const cache = path.join(berth.dir, 'cache')
  const config = path.join(berth.dir, 'config')
  berth.env = { XDG_CONFIG_HOME: config, XDG_CACHE_HOME: cache, PATH: links }
  await mkdir(path.join(berth.dir, 'bin'))
  await mkdir(path.dirname(autostart), { recursive: true })
  for (const name of ['berth', 'docker'])
    await writeFile(path.join(berth.dir, 'bin', name), '', { mode: 0o755 })
  berth.services = {
    host: {
      resetPreview: async () => ({ home: '/h', items: [], bytes: 0 }),
      reset: end('reset'),
      leave: end('leave'),
      shutDown: async () => true,
    },
  }
  await berth.listen()
  const refused = await berth.run('uninstall', '--yes')
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('--keep-data') as string })
  expect((await berth.run('uninstall', '--keep-data', '--delete-data')).code).toBe(2)
  expect(done).toEqual([])
  for (const [word, asked] of [
    ['--keep-data', 'leave'],
    ['--delete-data', 'reset'],
  ] as const) {
    await berth.close()
    await writeFile(autostart, '')
    await mkdir(path.join(cache, 'berth-updater', 'pending'), { recursive: true })
    expect((await berth.run('path', 'add')).out).toContain(`linked as ${path.join(links, 'docker')}`)
    expect(await berth.run('uninstall', '--yes', word)).toMatchObject({ code: 0, err: '' })
    expect(done.pop()).toBe(asked)
    expect(await readdir(links)).toEqual([])
    await expect(readFile(autostart)).rejects.toThrow()
    expect(await readdir(cache)).toEqual([])
  }
})

test('path remove takes away its own links and no other', async () => {
  const links = path.join(berth.dir, '.local', 'bin')
  await mkdir(path.join(berth.dir, 'bin'))
  await mkdir(links, { recursive: true })
  await writeFile(path.join(berth.dir, 'bin', 'berth'), '', { mode: 0o755 })
  await writeFile(path.join(links, 'docker'), 'of somebody')
  const added = await berth.run('path', 'add')
  expect(added.out).toContain('is not in your PATH')
  expect(await readdir(links)).toEqual(['berth', 'docker'])
  expect(await berth.run('path', 'remove')).toMatchObject({ code: 0 })
  expect(await readdir(links)).toEqual(['docker'])
})

test('open --print gives the one-time URL alone', async () => {
  berth.services = { host: { pageUrl: async () => 'http://127.0.0.1:4000/open?token=x' } }
  expect(await berth.run('open', '--print')).toEqual({
    code: 0,
    out: 'http://127.0.0.1:4000/open?token=x\n',
    err: '',
  })
  // Without a desktop there is no browser to open it in.
  expect(await berth.run('open')).toMatchObject({ out: 'http://127.0.0.1:4000/open?token=x\n' })
})

test('a docker command that is not there says how to get it', async () => {
  expect(await berth.run('docker', 'ps')).toMatchObject({
    code: 1,
    err: expect.stringContaining('scripts/start') as string,
  })
  await writeFile(path.join(berth.dir, 'docker'), '')
  await chmod(path.join(berth.dir, 'docker'), 0o644)
  expect(await berth.run('docker', 'ps')).toMatchObject({ code: 1 })
})

test('doctor says what to do, with an exit code of its own, whether or not a host runs', async () => {
  const check = {
    id: 'memory',
    title: 'Memory',
    state: 'ok',
    sentence: 'Enough.',
    hint: '',
    fix: null,
  } as const
  const fix = { kind: 'action', action: 'use-context', command: 'docker context use berth' } as const
  const other = { ...check, id: 'engines', title: 'Docker', state: 'warning', hint: 'Choose.', fix } as const
  const asked: unknown[] = []
  berth.offline = (question) => {
    asked.push(question)
    if (question.kind === 'fix') return { kind: 'fix', answer: null }
    return { kind: 'checks', answer: asked.length > 2 ? [check] : [check, other] }
  }
  const said = await berth.run('doctor')
  expect(said).toMatchObject({ code: 3, err: '' })
  expect(said.out).toContain('ok       Memory  Enough.\nwarning  Docker  Enough.\n')
  expect(said.out).toContain('$ docker context use berth\n\nBerth works; 1 could be better.\n')
  const json = await berth.run('doctor', '--json', '--fix', 'use-context')
  expect(json).toEqual({ code: 0, out: `${JSON.stringify([check])}\n`, err: '' })
  expect(asked).toEqual([{ kind: 'checks' }, { kind: 'fix', action: 'use-context' }, { kind: 'checks' }])
  expect(await berth.run('doctor', '--fix', 'all')).toMatchObject({ code: 2 })
  expect(berth.started).toBe(0)
})

test('a running host does what doctor is told to', async () => {
  const fixed: string[] = []
  berth.services = { checks: { fix: async (action) => void fixed.push(action) } }
  berth.offline = () => ({ kind: 'checks', answer: [] })
  await berth.listen()
  expect(await berth.run('doctor', '--fix', 'default-memory')).toMatchObject({ code: 0 })
  expect(fixed).toEqual(['default-memory'])
})
