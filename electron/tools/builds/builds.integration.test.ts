import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BuildLine, BuildRequest, BuildRow, BuildStep } from '../../api/schema/builds.ts'
import { planOf, sumOfCandidates, whatGoes } from '../../api/schema/clean-up.ts'
import { silent } from '../../base/log.ts'
import { everythingGoes } from '../../../tests/fakes/rows.ts'
import { testDocker, type TestDocker } from '../../../tests/fixtures/docker-cli.ts'
import { canRunEngine } from '../../../tests/fixtures/engine.ts'
import { EngineRoom, WatchedTable } from '../../../tests/fixtures/engine-room.ts'
import { Builds } from './service.ts'

describe.skipIf(!canRunEngine)('builds over the pinned engine and the bundled docker', () => {
  let room: EngineRoom
  let tools: TestDocker
  let builds: Builds
  let rows: WatchedTable<BuildRow>
  const ends = new AbortController()
  const { signal } = ends

  const open = (docker = tools): Builds =>
    new Builds({
      ...docker,
      dir: path.join(tools.dir, 'builds'),
      startJob: room.engine.startJob,
      log: silent,
      lookMs: 200,
    })

  beforeAll(async () => {
    room = await EngineRoom.open()
    tools = await testDocker(room.native.socketPath)
    builds = open()
    rows = new WatchedTable((until) => builds.watch(until), signal)
  })
  afterAll(async () => {
    ends.abort()
    await room.close()
    await tools.close()
  })

  /** A folder with these files. */
  async function context(name: string, files: Record<string, string>): Promise<string> {
    const dir = path.join(tools.dir, name)
    await mkdir(dir, { recursive: true })
    for (const [file, text] of Object.entries(files)) await writeFile(path.join(dir, file), text)
    return dir
  }

  const request = (dir: string, more: Partial<BuildRequest> = {}): BuildRequest => ({
    context: dir,
    dockerfile: null,
    target: null,
    tags: [],
    args: [],
    secrets: [],
    ssh: false,
    platforms: [],
    labels: [],
    noCache: false,
    pull: false,
    network: 'none',
    output: 'load',
    ...more,
  })

  const ended = async (id: string): Promise<BuildRow> => {
    const isEnded = (row: BuildRow): boolean => row.id === id && row.state !== 'running'
    const found = await rows.until(`${id} ended`, (all) => all.some(isEnded))
    return found.find(isEnded)!
  }

  async function told(id: string): Promise<{ steps: BuildStep[]; lines: BuildLine[] }> {
    const steps = new Map<string, BuildStep>()
    const lines: BuildLine[] = []
    for await (const update of builds.follow(id, signal)) {
      for (const step of update.steps) steps.set(step.id, step)
      lines.push(...update.lines)
    }
    return { steps: [...steps.values()], lines }
  }

  test('a folder is built into an image with tag, label and argument; the second time it is all cached', async () => {
    const dir = await context('hello', {
      Dockerfile:
        'FROM busybox AS base\nARG WHO=world\nRUN echo "hello $WHO" && echo oops >&2\nFROM base\nCOPY greeting /\n',
      greeting: 'hi',
    })
    const asked = request(dir, {
      tags: ['hello:1'],
      args: [{ name: 'WHO', value: 'Ada = 1, "x"' }],
      labels: [{ name: 'team', value: 'red' }],
    })
    const id = await builds.start(asked)
    // Followed from the first line on, while it runs.
    const { steps, lines } = await told(id)
    expect(await ended(id)).toMatchObject({ name: 'hello:1', origin: 'berth', state: 'done', error: null })
    expect(lines.find(({ text }) => text === 'hello Ada = 1, "x"')).toMatchObject({ stream: 'stdout' })
    expect(lines.find(({ text }) => text === 'oops')).toMatchObject({ stream: 'stderr' })
    expect(steps.map(({ name }) => name)).toContain('[stage-1 1/1] COPY greeting /')
    expect(steps.every(({ state }) => state === 'done')).toBe(true)
    const inspected = await room.client.json({ doing: 'inspect', path: '/images/hello:1/json' })
    expect(inspected).toMatchObject({ Config: { Labels: { team: 'red' } } })
    const detail = await builds.detail(id, signal)
    expect(detail.image).toBe((inspected as { Id: string }).Id)
    expect(detail.dockerfile?.text).toContain('FROM busybox AS base')

    const again = await ended(await builds.start({ ...asked, tags: ['hello:2'] }))
    const cached = (await told(again.id)).steps.filter((step) => step.cached).map(({ name }) => name)
    expect(cached.some((name) => name.includes('RUN echo'))).toBe(true)
    const anew = await ended(await builds.start({ ...asked, tags: ['hello:3'], noCache: true }))
    const ran = (await told(anew.id)).steps.filter((step) => step.cached).map(({ name }) => name)
    expect(ran.some((name) => name.includes('RUN echo'))).toBe(false)
  })

  test('a failed step is told with its last lines and the line of the Dockerfile', async () => {
    const dir = await context('bad', {
      'web.Dockerfile': 'FROM busybox\nRUN echo before\nRUN echo "about to fail"; exit 3\n',
    })
    const id = await builds.start(request(dir, { dockerfile: 'web.Dockerfile', output: 'check' }))
    const row = await ended(id)
    expect(row.state).toBe('failed')
    expect(row.error).toMatch(/did not complete successfully: exit code: 3/)
    const { failed, dockerfile } = await builds.detail(id, signal)
    expect(failed?.lines.filter((line) => line.failed)).toEqual([
      { line: 3, text: 'RUN echo "about to fail"; exit 3', failed: true },
    ])
    expect(dockerfile?.name).toBe('web.Dockerfile')
    const { steps, lines } = await told(id)
    const step = steps.find(({ state }) => state === 'failed')
    expect(step?.name).toMatch(/RUN echo "about to fail"/)
    expect(lines.filter((line) => line.step === step?.id).map(({ text }) => text)).toEqual(['about to fail'])
    const job = (
      await room.jobs().until('the job failed', (all) => all.some(({ state }) => state === 'failed'))
    )[0]
    expect(job).toBeDefined()
  })

  test('a mistake in the Dockerfile, a folder without one, and one that is gone are each a sentence', async () => {
    const dir = await context('typo', { Dockerfile: 'FROM busybox\nRUNN x\n' })
    const row = await ended(await builds.start(request(dir)))
    expect(row.error).toMatch(/unknown instruction: RUNN/)
    const empty = await context('empty', {})
    await expect(builds.start(request(empty))).rejects.toMatchObject({
      code: 'bad-input',
      message: `The Dockerfile is not there: ${empty}/Dockerfile.`,
    })
    await expect(builds.start(request(`${dir}/gone`))).rejects.toMatchObject({
      message: `There is no folder ${dir}/gone.`,
    })
    await expect(
      builds.start(request(dir, { secrets: [{ id: 'token', file: `${dir}/none` }] })),
    ).rejects.toMatchObject({ message: `The secret token is not there: ${dir}/none.` })
    await expect(builds.start(request(dir, { output: 'push' }))).rejects.toMatchObject({ code: 'bad-input' })
  })

  test('a build is cancelled as a job, and what runs in the engine ends with it', async () => {
    const dir = await context('slow', { Dockerfile: 'FROM busybox\nRUN echo up; sleep 600\n' })
    const id = await builds.start(request(dir, { tags: ['slow:1'] }))
    const [job] = (
      await room.jobs().until('it says up', (all) => all.some(({ line }) => /sleep 600/.test(line ?? '')))
    ).filter(({ subject }) => subject === 'slow:1')
    await room.engine.jobs.cancel(job!.id)
    expect(await ended(id)).toMatchObject({ state: 'cancelled', error: null, jobId: null })
    expect((await told(id)).steps.map(({ state }) => state)).not.toContain('running')
  })

  test('a secret is read while building, and neither the image nor what is kept has it', async () => {
    const dir = await context('secret, with comma', {
      Dockerfile: 'FROM busybox\nRUN --mount=type=secret,id=token grep -qx hu.h-hu.h /run/secrets/token\n',
    })
    const file = path.join(tools.dir, 'to,ken')
    await writeFile(file, 'hush-hush')
    const id = await builds.start(request(dir, { secrets: [{ id: 'token', file }], tags: ['secret:1'] }))
    expect((await ended(id)).error).toBeNull()
    const kept = path.join(tools.dir, 'builds', id)
    for (const name of await readdir(kept))
      expect(await readFile(path.join(kept, name), 'utf8')).not.toContain('hush')
    await builds.remove([id])
  })

  test('stages, arguments, secrets and hints are read by the engine', async () => {
    const dir = await context('look', {
      Dockerfile: [
        '# syntax is the engine’s own',
        'FROM busybox as build',
        'ARG VERSION=1.0',
        'RUN --mount=type=secret,id=npm,required=true true',
        'FROM busybox AS final',
        'COPY --from=build /bin/sh /sh',
      ].join('\n'),
    })
    const view = await builds.look({ context: dir, dockerfile: null, target: null }, signal)
    expect(view.targets).toEqual([
      { name: 'build', base: 'busybox', line: 2, isDefault: false },
      { name: 'final', base: 'busybox', line: 5, isDefault: true },
    ])
    expect(view.text).toContain('FROM busybox AS final')
    expect(view.hints.map(({ rule, line }) => [rule, line])).toEqual([['FromAsCasing', 2]])
    const build = await builds.look({ context: dir, dockerfile: null, target: 'build' }, signal)
    expect(build.args).toEqual([{ name: 'VERSION', value: '1.0', description: '' }])
    expect(build.secrets).toEqual([{ name: 'npm', required: true }])
    expect(build.ssh).toBe(false)
  })

  test('what another client builds is on the list, with its steps, its failure and its Dockerfile line', async () => {
    const dir = await context('other', { Dockerfile: 'FROM busybox\nRUN echo from elsewhere; exit 4\n' })
    await tools.docker.run(['buildx', 'build', '--network=none', '--build-arg=A=b', dir], { signal })
    const others = (all: BuildRow[]): BuildRow[] => all.filter(({ origin }) => origin === 'other')
    const isSeen = (all: BuildRow[]): boolean => others(all).some(({ state }) => state === 'failed')
    const [row] = others(await rows.until('it is seen', isSeen))
    // None of our own comes a second time.
    expect(others(rows.rows)).toHaveLength(1)
    expect(row).toMatchObject({ state: 'failed' })
    const detail = await builds.detail(row!.id, signal)
    expect(detail.failed?.lines.find((line) => line.failed)?.line).toBe(2)
    expect(detail.facts).toContainEqual(['ARG A', 'b'])
    expect(detail.request).toBeNull()
    const { lines, steps } = await told(row!.id)
    expect(lines.map(({ text }) => text)).toContain('from elsewhere')
    expect(steps.some(({ state }) => state === 'failed')).toBe(true)
    // One that only counts looks for others once.
    const ends = new AbortController()
    const counts: number[] = []
    for await (const count of open().count(ends.signal)) {
      counts.push(count)
      if (count === rows.rows.length) break
    }
    ends.abort()
    expect(counts.at(-1)).toBe(rows.rows.length)
    expect(counts.length).toBe(2)
    await builds.remove([row!.id])
    await rows.until('it is gone', (all) => others(all).length === 0)
  })

  test('one that another client runs is followed while it runs', async () => {
    const dir = await context('other-slow', { Dockerfile: 'FROM busybox\nRUN echo up; sleep 600\n' })
    const cancel = new AbortController()
    const run = tools.docker.run(['buildx', 'build', '--network=none', '-f', `${dir}/Dockerfile`, dir], {
      signal: cancel.signal,
    })
    run.catch(() => undefined)
    const isIt = (row: BuildRow): boolean => row.origin === 'other' && row.state === 'running'
    const row = (await rows.until('it runs', (all) => all.some(isIt))).find(isIt)
    let up = false
    for await (const { lines } of builds.follow(row!.id, AbortSignal.any([signal, cancel.signal])))
      if (lines.some(({ text }) => text === 'up')) {
        up = true
        cancel.abort()
      }
    expect(up).toBe(true)
    await expect(run).rejects.toMatchObject({ code: 'cancelled' })
  })

  test('a restarted host finds its builds again; one that ran then was interrupted', async () => {
    const dir = await context('restart', { Dockerfile: 'FROM busybox\nRUN echo kept\n' })
    const id = await builds.start(request(dir, { output: 'check' }))
    await ended(id)
    const file = path.join(tools.dir, 'builds', id, 'build.json')
    await writeFile(file, (await readFile(file, 'utf8')).replace('"done"', '"running"'))
    const after = open()
    const table = new WatchedTable((until) => after.watch(until), signal)
    const found = await table.until('it is there', (all) => all.some((row) => row.id === id))
    expect(found.find((row) => row.id === id)).toMatchObject({ state: 'interrupted', jobId: null })
    const lines: string[] = []
    for await (const update of after.follow(id, signal)) lines.push(...update.lines.map(({ text }) => text))
    expect(lines).toContain('kept')
    expect((await after.detail(id, signal)).request).toEqual(request(dir, { output: 'check' }))
  })

  test('a clean-up of the cache frees what its preview says', async () => {
    const before = await room.engine.buildCache.list()
    expect(
      before.some(({ description }) => description.includes('RUN echo') || description.includes('exec')),
    ).toBe(true)
    const { cleanUp } = room.engine
    const { candidates } = await cleanUp.preview({ kinds: ['cache'], ages: false }, signal)
    expect(candidates.every(({ kind }) => kind === 'cache')).toBe(true)
    const narrow = { ...everythingGoes, cache: 'narrow' } as const
    expect(whatGoes(candidates, { ...narrow, cacheUnusedHours: 24 }, Date.now())).toEqual([])
    const going = whatGoes(candidates, narrow, Date.now())
    const stays = before.filter(({ id }) => !going.some((one) => one.id === id))
    expect(going.length).toBeGreaterThan(0)
    expect(stays.length).toBeGreaterThan(0)
    const [step] = await cleanUp.run(planOf(going, narrow), signal, () => undefined)
    expect(step).toMatchObject({ removed: going.length, bytes: sumOfCandidates(going).bytes, failures: [] })
    const after = (await room.engine.buildCache.list()).map(({ id }) => id)
    expect(after.sort()).toEqual(stays.map(({ id }) => id).sort())
  })

  test('proxies reach the steps of a build, below its own arguments, and leave no trace in the image', async () => {
    const run = 'FROM busybox\nRUN echo "via $HTTP_PROXY and $no_proxy"\n'
    const given = await testDocker(room.native.socketPath, {
      httpProxy: 'http://me:secret@proxy:3128',
      noProxy: 'theirs',
    })
    const proxied = open(given)
    const dir = await context('proxied', { Dockerfile: run })
    const id = await proxied.start(
      request(dir, { tags: ['proxied:1'], args: [{ name: 'no_proxy', value: 'its own' }] }),
    )
    const said: string[] = []
    for await (const { lines } of proxied.follow(id, signal)) said.push(...lines.map(({ text }) => text))
    expect(said).toContain('via http://me:secret@proxy:3128 and its own')
    const history = await room.client.json({ doing: 'look', path: '/images/proxied:1/history' })
    expect(JSON.stringify(history)).not.toContain('proxy:3128')
    await given.close()
  })
})
