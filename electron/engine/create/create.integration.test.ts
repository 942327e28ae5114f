import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { busyboxImage } from '../../../tests/fixtures/busybox-image.ts'
import { EngineRoom, type WatchedTable } from '../../../tests/fixtures/engine-room.ts'
import { canRunEngine } from '../../../tests/fixtures/engine.ts'
import { startRegistry, type TestRegistry } from '../../../tests/fixtures/registry.ts'
import { parseDockerRun } from '../../api/schema/docker-run/parse.ts'
import type { Job } from '../../api/schema/jobs.ts'
import type { RunSpec } from '../../api/schema/run-spec.ts'
import { standInName, stampOf } from '../../api/schema/stand-ins.ts'

const of = (line: string): RunSpec =>
  parseDockerRun(`docker run --network none --stop-timeout 1 ${line}`).spec

interface Inspect {
  readonly Id: string
  readonly State: { readonly Running: boolean }
  readonly Config: Record<string, unknown>
  readonly HostConfig: Record<string, unknown>
  readonly Mounts: readonly { readonly Name: string; readonly Destination: string }[]
}

describe.runIf(canRunEngine)('containers to be, of a real engine', () => {
  let room: EngineRoom
  let registry: TestRegistry
  let jobs: WatchedTable<Job>
  beforeAll(async () => {
    registry = await startRegistry()
    room = await EngineRoom.open({ hostNetwork: true })
    jobs = room.jobs()
  })
  afterAll(async () => {
    await room.close()
    await registry.stop()
  })

  const inspect = async (name: string): Promise<Inspect | null> => {
    try {
      return (await room.client.json({ doing: 'inspect', path: `/containers/${name}/json` })) as Inspect
    } catch {
      return null
    }
  }
  const names = async (): Promise<string[]> => {
    const query = { all: true }
    const rows = await room.client.json({ doing: 'list', path: '/containers/json', query })
    return (rows as { Names: string[] }[]).map(({ Names }) => Names[0]?.slice(1) ?? '')
  }
  const ended = async (id: string): Promise<Job> => {
    const is = (job: Job): boolean => job.id === id && job.state !== 'running'
    return (await jobs.until('the job ends', (rows) => rows.some(is), 90_000)).find(is)!
  }
  const run = async (line: string, start = true): Promise<Job> =>
    ended(await room.engine.create.run(of(line), { start }))
  const recreate = async (
    name: string,
    change: Partial<RunSpec>,
    options: { start?: boolean; keepOld?: boolean } = {},
  ): Promise<string> => {
    const { spec, running } = await room.engine.create.editable(name)
    return room.engine.create.recreate(
      name,
      { ...spec, ...change },
      { start: running, keepOld: false, ...options },
    )
  }

  it('makes a container of all that a spec says, and reads the same spec from it', async () => {
    const spec = of(
      '--name all -it --restart always -p 127.0.0.1:15353:53/udp -p 18080:80 -v data:/data:ro -v /tmp:/host --tmpfs /t:size=1m -e "A=b c" ' +
        '--hostname box --add-host db:10.0.0.2 --dns 1.1.1.1 -w /tmp --stop-signal SIGINT -m 64m --memory-reservation 32m --cpus 0.5 ' +
        '--cpu-shares 512 --cpuset-cpus 0 --pids-limit 50 --shm-size 32m --ulimit nofile=512:1024 --device-read-bps /dev/null:1m -u 1:1 --group-add 7 --read-only ' +
        '--cap-add NET_ADMIN --cap-drop ALL --security-opt no-new-privileges --security-opt seccomp=unconfined --health-cmd true ' +
        '--health-interval 1m --health-retries 2 -l app=all --log-driver local --log-opt max-size=1m --sysctl net.ipv4.ip_forward=1 ' +
        '--device /dev/null --entrypoint /bin/sh busybox -c "sleep 600"',
    )
    const job = await ended(await room.engine.create.run(spec, { start: false }))
    expect(job).toMatchObject({ kind: 'create', subject: 'all', state: 'done' })
    expect(await room.engine.create.made(job.id)).toMatchObject({ name: 'all' })
    expect((await room.engine.create.editable('all')).spec).toEqual(spec)
    expect((await room.engine.create.offers()).volumes).toContain('data')
    expect((await room.engine.create.offers()).networks.map(({ name }) => name)).toContain('none')
  })

  it('lets the engine choose a name, and runs', async () => {
    const job = await run('busybox sleep 600')
    const made = await room.engine.create.made(job.id)
    expect((await inspect(made?.name ?? ''))?.State.Running).toBe(true)
  })

  it('pulls the image on the way, and says why it cannot', async () => {
    await registry.push('team/run', 'v1', await busyboxImage())
    const job = await run(`--name pulled ${registry.host}/team/run:v1 sleep 600`)
    expect(job).toMatchObject({ kind: 'run', state: 'done', error: null })
    const missing = await run(`${registry.host}/team/none:v1`)
    expect(missing).toMatchObject({ state: 'failed' })
    expect(missing.error?.message).toContain(`Could not pull ${registry.host}/team/none:v1`)
  })

  it('leaves nothing behind of one that does not start', async () => {
    const job = await run('--name broken busybox /no/such/program')
    expect(job.error?.message).toMatch(/Could not start broken: .*no such file/)
    expect(await names()).not.toContain('broken')
    expect((await run('--name broken busybox sleep 600')).state).toBe('done')
  })

  it('says what the engine refuses', async () => {
    const job = await run('--name broken busybox')
    expect(job.error?.message).toMatch(/Could not create the container broken: .*already in use/)
  })

  describe('made anew', () => {
    /** With a volume without a name that holds something, and a setting that no spec has a word for. */
    async function old(name: string, line = '', command = 'touch /v/old; sleep 600'): Promise<string> {
      const { Id } = (await room.client.json({
        doing: 'create',
        method: 'POST',
        path: '/containers/create',
        query: { name },
        body: {
          Image: 'busybox',
          Cmd: ['sh', '-c', command],
          StopTimeout: 1,
          Volumes: { '/v': {} },
          Env: ['KEPT=1'],
          HostConfig: { NetworkMode: 'none', OomScoreAdj: 77, AutoRemove: line.includes('--rm') },
        },
      })) as { Id: string }
      await room.client.json({ doing: 'start', method: 'POST', path: `/containers/${Id}/start` })
      return Id
    }

    it('it runs with the change, all else as it was, and the old one is gone', async () => {
      const id = await old('fine')
      const volume = (await inspect('fine'))?.Mounts[0]?.Name
      const job = await ended(
        await recreate('fine', {
          env: [
            { name: 'KEPT', value: '1' },
            { name: 'NEW', value: '2' },
          ],
          memory: '32m',
        }),
      )
      expect(job).toMatchObject({
        kind: 'recreate',
        subject: 'fine',
        state: 'done',
        line: 'The new one is up',
      })
      const now = await inspect('fine')
      expect(now?.Id).not.toBe(id)
      expect(now?.State.Running).toBe(true)
      expect(now?.Config['Env']).toEqual(expect.arrayContaining(['KEPT=1', 'NEW=2']))
      expect(now?.HostConfig).toMatchObject({ OomScoreAdj: 77, Memory: 32 * 1024 * 1024 })
      expect(now?.Mounts).toMatchObject([{ Name: volume, Destination: '/v' }])
      expect((await names()).filter((name) => name.startsWith('fine'))).toEqual(['fine'])
    })

    it('the old one comes back by itself when the new one ends, with its last lines told', async () => {
      const id = await old('falls')
      const job = await ended(await recreate('falls', { command: "sh -c 'echo going down; exit 3'" }))
      expect(job.state).toBe('failed')
      expect(job.error?.message).toBe(
        'The new falls did not come up: it ended with exit code 3. The old one runs again.\nThe last lines of its log:\ngoing down',
      )
      expect(await inspect('falls')).toMatchObject({ Id: id, State: { Running: true } })
      expect((await names()).filter((name) => name.startsWith('falls'))).toEqual(['falls'])
    })

    it('it comes back too when the new one cannot be started or falls again and again', async () => {
      const id = await old('cannot')
      const job = await ended(await recreate('cannot', { command: '/no/such' }))
      expect(job.error?.message).toMatch(
        /^The new cannot did not come up: Could not start the new cannot: .* The old one runs again\.$/s,
      )
      const again = await ended(await recreate('cannot', { command: 'false', restart: 'always' }))
      expect(again.error?.message).toContain('it ended with exit code 1')
      expect(await inspect('cannot')).toMatchObject({ Id: id, State: { Running: true } })
    })

    it('waits for its health: healthy stays, unhealthy goes', async () => {
      await old('health')
      const health = {
        mode: 'shell',
        command: 'test -e /v/old',
        interval: '300ms',
        timeout: '',
        startPeriod: '',
        startInterval: '',
        retries: '1',
      } as const
      const well = await ended(await recreate('health', { health }))
      expect(well).toMatchObject({ state: 'done', error: null })
      const { Id } = (await inspect('health'))!
      const ill = await ended(await recreate('health', { health: { ...health, command: 'false' } }))
      expect(ill.error?.message).toContain('it became unhealthy. The old one runs again.')
      expect(await inspect('health')).toMatchObject({ Id, State: { Running: true } })
    })

    it('a cancel brings the old one back', async () => {
      const id = await old('called-off')
      const job = await recreate('called-off', { init: false, env: [] })
      await jobs.until('it waits', (rows) =>
        rows.some((row) => row.id === job && /stays up/.test(row.line ?? '')),
      )
      await expect(recreate('called-off', {})).rejects.toThrow('called-off is being made anew already.')
      await room.engine.jobs.cancel(job)
      expect((await ended(job)).state).toBe('cancelled')
      expect(await inspect('called-off')).toMatchObject({ Id: id, State: { Running: true } })
    })

    it('one that removes itself is made again of its own settings, and its volume outlives it', async () => {
      await old('brief', '--rm')
      const volume = (await inspect('brief'))?.Mounts[0]?.Name
      const job = await ended(await recreate('brief', { command: 'false' }))
      expect(job.error?.message).toContain('The old one runs again.')
      expect(await inspect('brief')).toMatchObject({
        State: { Running: true },
        HostConfig: { AutoRemove: true, OomScoreAdj: 77 },
        Mounts: [{ Name: volume }],
      })
      expect((await ended(await recreate('brief', { autoRemove: false }))).state).toBe('done')
      expect(await inspect('brief')).toMatchObject({
        HostConfig: { AutoRemove: false },
        Mounts: [{ Name: volume }],
      })
    })

    it('one that does not run is changed without being started; the old one is kept where that is wished', async () => {
      const id = await old('asleep')
      await room.engine.containers.act(id, 'stop')
      const job = await ended(await recreate('asleep', { restart: 'always' }, { keepOld: true }))
      expect(job).toMatchObject({ state: 'done', line: 'The new one is in its place' })
      expect(await inspect('asleep')).toMatchObject({
        State: { Running: false },
        HostConfig: { RestartPolicy: { Name: 'always' } },
      })
      const kept = (await names()).find((name) => name.startsWith('asleep-old-'))
      expect(await inspect(kept ?? '')).toMatchObject({ Id: id })
    })

    it('an image that lost its name is no obstacle', async () => {
      await registry.push('team/gone', 'v1', await busyboxImage({ labels: { a: 'b' } }))
      const name = `${registry.host}/team/gone:v1`
      expect((await run(`--name nameless ${name} sleep 600`)).state).toBe('done')
      const { Id } = (await room.client.json({ doing: 'inspect', path: `/images/${name}/json` })) as {
        Id: string
      }
      await room.client.json({
        doing: 'tag',
        method: 'POST',
        path: `/images/${name}/tag`,
        query: { repo: 'other', tag: 'v1' },
      })
      await room.client.json({ doing: 'untag', method: 'DELETE', path: `/images/${name}` })
      expect((await ended(await recreate('nameless', { workdir: '/tmp' }))).state).toBe('done')
      expect(await inspect('nameless')).toMatchObject({ Image: Id })
    })
  })

  describe('cut off in the middle', () => {
    const stamp = stampOf(new Date())
    const standIn = (name: string, role: 'before' | 'next'): string => standInName({ name, role, stamp })
    const sleeper = ['sleep', '600']

    it('brings the old one back from beside the new one', async () => {
      await room.run('cut-a', sleeper)
      await room.create(standIn('cut-a', 'next'), sleeper)
      await room.engine.create.settle({ name: 'cut-a', stamp, keep: 'old' })
      expect((await names()).filter((name) => name.startsWith('cut-a'))).toEqual(['cut-a'])
      expect((await inspect('cut-a'))?.State.Running).toBe(true)
    })

    it('brings it back by its name, and starts what was stopped', async () => {
      const id = await room.run('cut-b', sleeper)
      await room.engine.containers.act(id, 'stop')
      await room.client.json({
        doing: 'rename',
        method: 'POST',
        path: `/containers/${id}/rename`,
        query: { name: standIn('cut-b', 'before') },
      })
      await room.run('cut-b', sleeper)
      await room.engine.create.settle({ name: 'cut-b', stamp, keep: 'old' })
      expect(await inspect('cut-b')).toMatchObject({ Id: id, State: { Running: true } })
      expect((await names()).filter((name) => name.startsWith('cut-b'))).toEqual(['cut-b'])
    })

    it('lets the new one stay', async () => {
      await room.create(standIn('cut-c', 'before'), sleeper)
      const id = await room.run('cut-c', sleeper)
      await room.engine.create.settle({ name: 'cut-c', stamp, keep: 'new' })
      expect(await inspect('cut-c')).toMatchObject({ Id: id })
      expect((await names()).filter((name) => name.startsWith('cut-c'))).toEqual(['cut-c'])
    })

    it('says so where nothing is left of it', async () => {
      await expect(room.engine.create.settle({ name: 'cut-d', stamp, keep: 'old' })).rejects.toThrow(
        'There is no old cut-d any more.',
      )
      await expect(room.engine.create.settle({ name: 'cut-d', stamp, keep: 'new' })).rejects.toThrow(
        'There is no new cut-d that could stay.',
      )
    })
  })
})
