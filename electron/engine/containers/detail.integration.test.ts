import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EngineRoom } from '../../../tests/fixtures/engine-room.ts'
import { canRunEngine } from '../../../tests/fixtures/engine.ts'

describe.runIf(canRunEngine)('one container of a real engine', () => {
  let room: EngineRoom

  beforeAll(async () => {
    room = await EngineRoom.open()
  })
  afterAll(() => room.close())

  const containers = () => room.engine.containers

  it('is told with its health check and results', async () => {
    const id = await room.run('ailing', ['sleep', '600'], {
      healthcheck: { command: 'echo "Größe ∞"; test -e /well', intervalMs: 200 },
      labels: { umlaut: 'äöü', long: 'x'.repeat(10_000) },
    })
    const table = room.containers()
    await table.until('unhealthy', (rows) => rows.find((row) => row.id === id)?.health === 'unhealthy')
    table.stop()
    const detail = await containers().detail(id, { size: false })
    expect(detail.health).toMatchObject({ status: 'unhealthy', retries: 1, intervalMs: 200 })
    expect(detail.health?.results[0]).toMatchObject({ exitCode: 1, output: 'Größe ∞' })
    expect(detail.labels).toContainEqual({ name: 'umlaut', value: 'äöü' })
    expect(detail.labels.find(({ name }) => name === 'long')?.value).toHaveLength(10_000)
    expect(detail).toMatchObject({ restart: { name: 'no' }, log: { driver: 'json-file' } })
    expect(detail.platform).toMatch(/^linux\/\w+/)
    expect(detail.process.pid).toBeGreaterThan(0)
    await containers().remove(id, { force: true, volumes: false })
  })

  it('gets limits and a restart policy while it runs, and says why it cannot', async () => {
    const id = await room.run('limited', ['sleep', '600'])
    const warnings = await containers().update(id, {
      memory: 64 * 2 ** 20,
      memorySwap: 128 * 2 ** 20,
      cpus: 0.5,
      cpuShares: 512,
      cpuset: '0',
      pids: 50,
      restart: { name: 'on-failure', maximumRetries: 3 },
    })
    expect(warnings.every((warning) => warning.length > 0)).toBe(true)
    const { limits, restart } = await containers().detail(id, { size: false })
    expect(restart).toEqual({ name: 'on-failure', maximumRetries: 3 })
    expect(limits).toMatchObject({
      memory: 64 * 2 ** 20,
      memorySwap: 128 * 2 ** 20,
      cpus: 0.5,
      cpuShares: 512,
      cpuset: '0',
      pids: 50,
    })
    await containers().update(id, { pids: null, memory: 32 * 2 ** 20, memorySwap: 'unlimited' })
    expect((await containers().detail(id, { size: false })).limits).toMatchObject({
      pids: null,
      memory: 32 * 2 ** 20,
      memorySwap: 'unlimited',
    })
    await expect(containers().update(id, { cpus: 4096 })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(containers().update(id, { cpuset: '4000' })).rejects.toMatchObject({
      message: expect.stringContaining('Requested CPUs are not available') as string,
    })
    await expect(containers().update('nobody', { pids: 5 })).rejects.toMatchObject({ code: 'not-found' })
    await containers().remove(id, { force: true, volumes: false })
  })

  it('is renamed, but not to a name that is taken', async () => {
    const id = await room.create('before', ['true'])
    const other = await room.create('taken', ['true'])
    const table = room.containers()
    await containers().rename(id, 'after')
    await table.until('renamed', (rows) => rows.find((row) => row.id === id)?.name === 'after')
    table.stop()
    await containers().rename(id, 'after')
    await expect(containers().rename(id, 'taken')).rejects.toMatchObject({
      code: 'conflict',
      message: `Could not rename the container to taken: the container ${other.slice(0, 12)} is called that.`,
    })
    for (const one of [id, other]) await containers().remove(one, { force: true, volumes: false })
  })

  it('tells its processes and what it changed; one that does not run has no processes', async () => {
    const script = 'mkdir -p /srv/a; echo ü >"/srv/a/grün"; rm /bin/seq; exec sleep 600'
    const id = await room.run('writer', ['sh', '-c', script])
    const table = room.containers()
    await table.until('running', (rows) => rows.find((row) => row.id === id)?.state === 'running')
    table.stop()
    const late = AbortSignal.timeout(20_000)
    let processes = await containers().processes(id)
    while (!processes.some(({ command }) => command === 'sleep 600')) {
      late.throwIfAborted()
      processes = await containers().processes(id)
    }
    expect(processes).toHaveLength(1)
    expect(processes[0]).toMatchObject({ user: 'root', cpuSeconds: 0 })
    expect(processes[0]?.memory).toBeGreaterThan(0)
    const changes = await containers().changes(id)
    expect(changes.added).toEqual(expect.arrayContaining(['/srv/a', '/srv/a/grün']))
    expect(changes.deleted).toContain('/bin/seq')
    await containers().act(id, 'kill')
    await expect(containers().processes(id)).rejects.toMatchObject({
      code: 'conflict',
      hint: 'Start the container first.',
    })
    await containers().remove(id, { force: true, volumes: false })
  })

  it('becomes an image, and a tar', async () => {
    const id = await room.run('source', ['sh', '-c', 'echo kept >/kept; sleep 600'])
    const jobs = room.jobs()
    const job = await containers().commit(id, {
      reference: 'team/kept:v1',
      author: 'Ada',
      message: 'as it is',
      pause: true,
    })
    await jobs.until('committed', (rows) => rows.find((row) => row.id === job)?.state === 'done')
    const images = room.images()
    await images.until('listed', (rows) => rows.some(({ tags }) => tags.includes('team/kept:v1')))
    images.stop()

    const failing = await containers().commit('nobody', {
      reference: null,
      author: '',
      message: '',
      pause: true,
    })
    await jobs.until('failed', (rows) => rows.find((row) => row.id === failing)?.state === 'failed')
    expect(jobs.rows.find((row) => row.id === failing)?.error?.message).toContain('No such container')
    jobs.stop()

    const tar = await containers().export(id)
    expect(tar.name).toBe('source.tar')
    let bytes = 0
    for await (const chunk of await tar.open(new AbortController().signal)) bytes += (chunk as Buffer).length
    expect(bytes).toBeGreaterThan(100_000)
    await containers().remove(id, { force: true, volumes: false })
  })

  it('is told by BusyBox’s ps, which the machine has, as by any other', async () => {
    const id = await room.run('ps', ['ps', '-eo', 'pid,ppid,user,stat,etime,time,rss,args'], { tty: true })
    await room.ended(id)
    let text = ''
    const log = await room.client.stream({
      doing: 'read what it said',
      path: `/containers/${id}/logs`,
      query: { stdout: true },
    })
    for await (const chunk of log) text += String(chunk)
    expect(text.split('\n')[0]?.trim().split(/\s+/)).toEqual([
      'PID',
      'PPID',
      'USER',
      'STAT',
      'ELAPSED',
      'TIME',
      'RSS',
      'COMMAND',
    ])
    await containers().remove(id, { force: true, volumes: false })
  })
})
