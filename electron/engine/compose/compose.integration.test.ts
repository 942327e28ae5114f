import { chmod, readdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectFolder, shop } from '../../../tests/fixtures/compose-files.ts'
import { EngineRoom, type WatchedTable } from '../../../tests/fixtures/engine-room.ts'
import { canRunEngine } from '../../../tests/fixtures/engine.ts'
import { ComposeAction, type ComposeActionInput, type ComposeProject } from '../../api/schema/compose.ts'
import type { Job } from '../../api/schema/jobs.ts'

describe.runIf(canRunEngine)('compose over a real engine', () => {
  let room: EngineRoom
  let projects: WatchedTable<ComposeProject>
  let jobs: WatchedTable<Job>

  beforeAll(async () => {
    room = await EngineRoom.open()
    projects = room.projects()
    jobs = room.jobs()
  })
  afterAll(() => room.close())

  const compose = (): EngineRoom['engine']['compose'] => room.engine.compose
  const folder = (files?: Record<string, string>): Promise<string> => projectFolder(room.native.dir, files)
  const start = (project: string, action: ComposeActionInput): Promise<string> =>
    compose().act(project, ComposeAction.parse(action))
  const ended = async (id: string): Promise<Job> => {
    const is = (job: Job): boolean => job.id === id && job.state !== 'running'
    const rows = await jobs.until('the job to end', (all) => all.some(is), 60_000)
    return rows.find(is)!
  }
  /** Does it, and expects it to end well. */
  const done = async (project: string, action: ComposeActionInput): Promise<void> => {
    expect(await ended(await start(project, action))).toMatchObject({ state: 'done', error: null })
  }
  const failure = async (project: string, action: ComposeActionInput): Promise<Job['error']> =>
    (await ended(await start(project, action))).error
  const states = (rows: ComposeProject[], project: string): Record<string, string[]> =>
    Object.fromEntries(
      rows
        .find(({ id }) => id === project)
        ?.services.map(({ name, containers }) => [name, containers.map(({ state }) => state)]) ?? [],
    )
  const until = (project: string, expected: Record<string, string[]>): Promise<unknown> =>
    projects.until(JSON.stringify(expected), (rows) => {
      const now = states(rows, project)
      return JSON.stringify(now) === JSON.stringify(expected)
    })
  const output = async (project: string): Promise<string[]> => {
    const ends = new AbortController()
    for await (const { lines } of compose().output(project, ends.signal)) {
      ends.abort()
      return lines.map(({ kind, text }) => `${kind}: ${text}`)
    }
    return []
  }

  it('opens a folder, brings its project up, scales, stops, starts and takes it down with its volumes', async () => {
    const dir = await folder()
    expect(await compose().open(dir)).toBe('shop')
    const [opened] = await projects.until('the project', (rows) => rows.length === 1)
    expect(opened).toMatchObject({ id: 'shop', services: [], filesAre: 'here' })
    expect(opened?.source).toEqual({
      files: [path.join(dir, 'compose.yaml')],
      dir,
      envFiles: [],
      profiles: [],
    })
    expect(await compose().model('shop')).toMatchObject({
      name: 'shop',
      profiles: ['tools'],
      services: [
        { name: 'db', image: 'busybox', builds: false, replicas: 1, profiles: [] },
        { name: 'tool', profiles: ['tools'] },
        { name: 'web' },
      ],
    })

    await done('shop', { kind: 'up' })
    await until('shop', { db: ['running'], web: ['running'] })
    const said = await output('shop')
    expect(said[0]).toBe(`command: docker compose -f ${path.join(dir, 'compose.yaml')} -p shop up --detach`)
    expect(said).toContain('progress: Container shop-web-1 Started')
    expect(said.at(-1)).toBe('end: Done.')

    await done('shop', { kind: 'scale', service: 'web', replicas: 3 })
    await until('shop', { db: ['running'], web: ['running', 'running', 'running'] })
    await done('shop', { kind: 'pause', services: ['db'] })
    await until('shop', { db: ['paused'], web: ['running', 'running', 'running'] })
    await done('shop', { kind: 'unpause', services: ['db'] })
    await done('shop', { kind: 'stop' })
    await until('shop', { db: ['exited'], web: ['exited', 'exited', 'exited'] })
    await done('shop', { kind: 'start', services: ['db'] })
    await until('shop', { db: ['running'], web: ['exited', 'exited', 'exited'] })

    await compose().choose('shop', { envFiles: [], profiles: ['tools'] })
    await done('shop', { kind: 'up', services: ['tool'] })
    await until('shop', { db: ['running'], tool: ['running'], web: ['exited', 'exited', 'exited'] })

    expect(await compose().volumes('shop')).toEqual([{ name: 'shop_data', bytes: 0 }])
    await done('shop', { kind: 'down' })
    await until('shop', {})
    expect(await compose().volumes('shop')).toHaveLength(1)
    await done('shop', { kind: 'up', services: ['web'] })
    await done('shop', { kind: 'down', volumes: true })
    expect(await compose().volumes('shop')).toEqual([])
    await compose().forget('shop')
    await projects.until('forgotten', (rows) => rows.length === 0)
  })

  it('stops and takes down a project whose files are not here, and says so where they are needed', async () => {
    const dir = await folder()
    await compose().open(dir)
    await done('shop', { kind: 'up' })
    await compose().forget('shop')
    await rename(dir, `${dir}-moved`)
    await done('shop', { kind: 'stop', services: ['web'] })
    await projects.until('files missing', (rows) => rows[0]?.filesAre === 'missing')
    await expect(start('shop', { kind: 'up' })).rejects.toMatchObject({
      code: 'not-found',
      message: `Could not up shop: ${path.join(dir, 'compose.yaml')} is not on this computer.`,
    })
    // Found again where it is now.
    expect(await compose().open(`${dir}-moved`)).toBe('shop')
    await projects.until('found', (rows) => rows[0]?.filesAre === 'here')
    await done('shop', { kind: 'up' })
    await rename(`${dir}-moved`, dir)
    await done('shop', { kind: 'down', volumes: true })
    await compose().forget('shop')
    await projects.until('forgotten', (rows) => rows.length === 0)
  })

  it('says what is wrong with a file in the words of compose, and opens it all the same', async () => {
    const dir = await folder({ 'docker-compose.yml': 'name: bad\nservices:\n  web:\n    imag: busybox\n' })
    expect(await compose().open(dir)).toBe('bad')
    await expect(compose().model('bad')).rejects.toMatchObject({
      code: 'bad-input',
      message: 'Could not read bad: compose knows no field “services.web.imag”.',
    })
    expect(await failure('bad', { kind: 'up' })).toEqual({
      message: 'Could not up bad: compose knows no field “services.web.imag”.',
      hint: 'Look for a slip in its name or its indentation.',
    })
    expect((await output('bad')).at(-1)).toBe('end: Failed.')
    await compose().forget('bad')
  })

  it('says what helps: a taken name, an image that is not to be had, a missing environment file', async () => {
    const service = (more: string): string =>
      `services:\n  web:\n    image: busybox\n    command: sleep 600\n    network_mode: none\n    stop_grace_period: 1s\n${more}`
    const one = await folder({ 'compose.yaml': `name: one\n${service('    container_name: taken\n')}` })
    const two = await folder({ 'compose.yaml': `name: two\n${service('    container_name: taken\n')}` })
    await compose().open(one)
    await done('one', { kind: 'up' })
    await compose().open(two)
    expect(await failure('two', { kind: 'up' })).toMatchObject({
      message: expect.stringContaining('The container name "/taken" is already in use') as string,
      hint: 'Remove or rename the container taken, or take its “container_name” out of the compose file.',
    })
    await writeFile(
      path.join(two, 'compose.yaml'),
      'name: two\nservices: { web: { image: "localhost:1/no/such", network_mode: none } }\n',
    )
    expect(await failure('two', { kind: 'up' })).toMatchObject({
      hint: 'The registry could not be reached: check the name of the image, and the network of the machine.',
    })
    await writeFile(path.join(two, 'compose.yaml'), `name: two\n${service('    env_file: no.env\n')}`)
    expect(await failure('two', { kind: 'up' })).toMatchObject({
      message: `Could not up two: there is no environment file ${path.join(two, 'no.env')}.`,
    })
    await done('one', { kind: 'down' })
    for (const name of ['one', 'two']) await compose().forget(name)
  })

  it('refuses a second project of one name, and what is no project', async () => {
    const dir = await folder()
    await compose().open(dir)
    await expect(compose().open(await folder())).rejects.toMatchObject({ code: 'conflict' })
    await expect(compose().open(await folder({}))).rejects.toMatchObject({ code: 'not-found' })
    await expect(compose().open('/nonexistent/compose.yaml')).rejects.toMatchObject({ code: 'not-found' })
    await expect(compose().model('nobody')).rejects.toMatchObject({ code: 'not-found' })
    await compose().forget('shop')
  })

  it('calls off what is under way, does one thing at a time, and does it again when asked', async () => {
    const dir = await folder({
      'compose.yaml': shop.replaceAll('stop_grace_period: 1s', 'stop_grace_period: 300s'),
    })
    await compose().open(dir)
    await done('shop', { kind: 'up', services: ['db'] })
    // `sleep` as the first process ignores SIGTERM, so this takes minutes.
    const id = await start('shop', { kind: 'stop' })
    await expect(start('shop', { kind: 'down' })).rejects.toMatchObject({ code: 'busy' })
    expect(await start('shop', { kind: 'stop' })).toBe(id)
    await room.engine.jobs.cancel(id)
    expect(await ended(id)).toMatchObject({ state: 'cancelled' })
    expect((await output('shop')).at(-1)).toBe('end: Cancelled.')
    await done('shop', { kind: 'kill' })
    await until('shop', { db: ['exited'] })
    await room.engine.jobs.again(id)
    await jobs.until('done again', (all) => all.some((job) => job.id === id && job.state === 'done'))
    await done('shop', { kind: 'down', volumes: true })
    await compose().forget('shop')
  })

  it('shows the effective configuration, with variables of the chosen environment file', async () => {
    const dir = await folder({
      'compose.yaml':
        'name: conf\nservices: { web: { image: "busybox:${TAG:-latest}", network_mode: none } }\n',
      'my.env': 'TAG=1.37\n',
    })
    await compose().open(dir)
    expect(await compose().config('conf', { interpolate: true })).toContain('image: busybox:latest')
    expect(await compose().config('conf', { interpolate: false })).toContain('busybox:${TAG:-latest}')
    await compose().choose('conf', { envFiles: [path.join(dir, 'my.env')], profiles: [] })
    expect(await compose().config('conf', { interpolate: true })).toContain('image: busybox:1.37')
    await expect(
      compose().choose('conf', { envFiles: [path.join(dir, 'no.env')], profiles: [] }),
    ).rejects.toMatchObject({ code: 'not-found' })
    await compose().forget('conf')
  })

  it('saves what compose accepts, in place of the old file and with its mode, and nothing else', async () => {
    const dir = await folder()
    const file = path.join(dir, 'compose.yaml')
    await chmod(file, 0o640)
    await compose().open(dir)
    const { text, mark } = await compose().read('shop', file)
    expect(text).toBe(shop)
    const better = shop.replace('hello from web', 'hello again')
    const saved = await compose().save('shop', file, better, mark)
    expect(saved).toMatchObject({ outcome: 'saved', warnings: [] })
    expect(await readFile(file, 'utf8')).toBe(better)
    expect((await stat(file)).mode & 0o777).toBe(0o640)

    // Somebody else writes meanwhile.
    await writeFile(file, `${better}# theirs\n`)
    expect(await compose().save('shop', file, shop, mark)).toMatchObject({
      outcome: 'changed',
      now: { text: `${better}# theirs\n` },
    })
    const now = await compose().read('shop', file)
    expect(await compose().save('shop', file, better.replace('image:', 'imag:'), now.mark)).toEqual({
      outcome: 'refused',
      message: 'Could not save compose.yaml: compose knows no field “services.web.imag”.',
      hint: 'Look for a slip in its name or its indentation.',
      line: 4,
      column: 5,
    })
    expect(await compose().save('shop', file, 'services: [\n', now.mark)).toMatchObject({ line: 2 })
    expect(await readFile(file, 'utf8')).toBe(`${better}# theirs\n`)
    expect(await readdir(dir)).toEqual(['compose.yaml'])
    await expect(compose().read('shop', '/etc/hostname')).rejects.toMatchObject({ code: 'not-found' })
    await compose().forget('shop')
  })

  it('follows a link when it saves, and tells that a file has changed', async () => {
    const dir = await folder({ 'real.yaml': shop })
    const file = path.join(dir, 'compose.yaml')
    await symlink('real.yaml', file)
    await compose().open(dir)
    const { mark } = await compose().read('shop', file)
    const ends = new AbortController()
    const changes = compose().changes('shop', file, ends.signal)
    expect((await changes.next()).value).toBe(mark)
    const next = changes.next()
    const saved = await compose().save('shop', file, `${shop}# one more\n`, mark)
    expect(saved.outcome).toBe('saved')
    // A link that leads elsewhere now is a change; what it leads to is not watched.
    await writeFile(path.join(dir, 'other.yaml'), `${shop}# other\n`)
    await symlink('other.yaml', path.join(dir, 'link'))
    await rename(path.join(dir, 'link'), file)
    expect((await next).value).not.toBe(mark)
    ends.abort()
    expect((await changes.next()).done).toBe(true)
    expect(await readFile(path.join(dir, 'real.yaml'), 'utf8')).toBe(`${shop}# one more\n`)
    await compose().forget('shop')
  })

  it('makes a new file, once, and opens it', async () => {
    const dir = await folder({})
    expect(await compose().create(dir, 'compose.yaml', shop)).toBe('shop')
    await expect(compose().create(dir, 'compose.yaml', '')).rejects.toMatchObject({ code: 'conflict' })
    expect(await readFile(path.join(dir, 'compose.yaml'), 'utf8')).toBe(shop)
    await compose().forget('shop')
  })
})
