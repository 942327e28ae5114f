import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EngineRoom } from '../../../tests/fixtures/engine-room.ts'
import { canRunEngine } from '../../../tests/fixtures/engine.ts'
import type { ContainerRow } from '../../api/schema/containers.ts'

describe.runIf(canRunEngine)('containers of a real engine', () => {
  let room: EngineRoom

  beforeAll(async () => {
    room = await EngineRoom.open()
  })
  afterAll(() => room.close())

  const row = (rows: ContainerRow[], id: string): ContainerRow | undefined =>
    rows.find((one) => one.id === id)

  it('tells a container from its creation to its removal, by events', async () => {
    const table = room.containers()
    await table.until('the first list', () => table.changes.length > 0)
    expect(table.changes[0]?.kind).toBe('all')

    const id = await room.create('life', ['sh', '-c', 'sleep 600 & wait'], {
      labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'web', tier: 'front' },
    })
    await table.until('created', (rows) => row(rows, id)?.state === 'created')
    expect(row(table.rows, id)).toMatchObject({
      name: 'life',
      image: 'busybox',
      command: "sh -c 'sleep 600 & wait'",
      composeProject: 'shop',
      composeService: 'web',
      labels: { tier: 'front' },
      exitCode: null,
      startedAt: null,
      health: 'none',
    })

    await room.engine.containers.act(id, 'start')
    await table.until('running', (rows) => row(rows, id)?.state === 'running')
    expect(Date.parse(row(table.rows, id)?.startedAt ?? '')).toBeGreaterThan(Date.now() - 60_000)
    await room.engine.containers.act(id, 'pause')
    await table.until('paused', (rows) => row(rows, id)?.state === 'paused')
    await room.engine.containers.act(id, 'unpause')
    await table.until('running again', (rows) => row(rows, id)?.state === 'running')
    await room.engine.containers.act(id, 'kill')
    await table.until('killed', (rows) => row(rows, id)?.state === 'exited')
    expect(row(table.rows, id)).toMatchObject({ exitCode: 137 })
    expect(row(table.rows, id)?.finishedAt).not.toBeNull()

    await room.engine.containers.remove(id, { force: false, volumes: false })
    await table.until('gone', (rows) => row(rows, id) === undefined)
    expect(table.changes.at(-1)).toEqual({ kind: 'removed', id })
    table.stop()
  })

  it('says the health that the engine finds', async () => {
    const id = await room.run('well', ['sleep', '600'], {
      healthcheck: { command: 'test -e /well', intervalMs: 200 },
    })
    const table = room.containers()
    await table.until('unhealthy', (rows) => row(rows, id)?.health === 'unhealthy')
    await room.engine.containers.remove(id, { force: true, volumes: true })
    table.stop()
  })

  it('inspects one, and measures it only when asked', async () => {
    const id = await room.run('seen', ['sh', '-c', 'head -c 100000 /dev/zero >/data; sleep 600'], {
      tty: true,
    })
    const detail = await room.engine.containers.detail('seen', { size: false })
    expect(detail).toMatchObject({
      process: { tty: true },
      restart: { name: 'no' },
      writtenBytes: null,
      row: { id, name: 'seen', state: 'running', exitCode: null },
    })
    expect(detail.env).toContain('PATH=/usr/sbin:/usr/bin:/sbin:/bin')
    const measured = await room.engine.containers.detail(id, { size: true })
    expect(measured.writtenBytes).toBeGreaterThanOrEqual(0)
    await room.engine.containers.remove(id, { force: true, volumes: true })
  })

  it('says what is wrong in the words of the engine', async () => {
    await expect(room.engine.containers.act('nobody', 'start')).rejects.toMatchObject({
      code: 'not-found',
      message: 'Could not start the container nobody: No such container: nobody',
    })
    const id = await room.run('busy', ['sleep', '600'])
    await expect(room.engine.containers.remove(id, { force: false, volumes: false })).rejects.toMatchObject({
      code: 'conflict',
      hint: 'Stop it first, or remove it by force, which kills it.',
    })
    // What is so already is no error.
    await room.engine.containers.act(id, 'start')
    await room.engine.containers.remove(id, { force: true, volumes: false })
    const broken = await room.create('broken', ['no-such-program'])
    await expect(room.engine.containers.act(broken, 'start')).rejects.toMatchObject({
      hint: 'The image does not have this program: check the command that the container runs.',
    })
    await room.engine.containers.remove(broken, { force: true, volumes: false })
  })

  it('lists anew once the engine is back, and meanwhile keeps what was seen', async () => {
    const gone = await room.run('gone', ['sleep', '600'])
    const table = room.containers()
    await table.until('running', (rows) => row(rows, gone)?.state === 'running')
    const before = room.engine.connection.state
    expect(before).toMatchObject({ answering: true, reason: null })

    await room.native.kill()
    await room.untilAnswering(false)
    expect(room.engine.connection.state.reason).not.toBeNull()
    expect(row(table.rows, gone)?.state).toBe('running')
    await expect(room.engine.containers.act(gone, 'stop')).rejects.toMatchObject({ code: 'not-running' })

    await room.native.restart()
    await room.untilAnswering(true)
    await table.until('what became of it', (rows) => row(rows, gone)?.state === 'exited')
    expect(table.changes.filter((change) => change.kind === 'all').length).toBeGreaterThanOrEqual(2)
    await room.engine.containers.remove(gone, { force: true, volumes: false })
    await table.until('removed', (rows) => row(rows, gone) === undefined)
    table.stop()
  })

  it('measures what some of them wrote', async () => {
    const big = await room.run('big', ['sh', '-c', 'head -c 3000000 /dev/urandom >/big'])
    await room.ended(big)
    const small = await room.create('small', ['true'])
    const other = await room.create('other', ['true'])
    const written = await room.engine.containers.written([big, small, 'ab'.repeat(32)])
    expect(Object.keys(written).sort()).toEqual([big, small].sort())
    expect(written[big]).toBeGreaterThanOrEqual(3_000_000)
    for (const id of [big, small, other])
      await room.engine.containers.remove(id, { force: true, volumes: false })
  })

  it('asks together about many that change together', async () => {
    const table = room.containers()
    await table.until('the first list', () => table.changes.length > 0)
    const names = Array.from({ length: 60 }, (_, at) => `many-${at}`)
    const ids = await Promise.all(names.map((name) => room.create(name, ['true'])))
    await table.until('all created', (rows) => ids.every((id) => row(rows, id) !== undefined))
    await Promise.all(ids.map((id) => room.engine.containers.remove(id, { force: true, volumes: false })))
    await table.until('all gone', (rows) => rows.length === 0)
    table.stop()
  })

  it('refuses at once while the machine is not there', async () => {
    room.engine.detach('The machine is suspended.')
    expect(room.engine.connection.state).toMatchObject({
      answering: false,
      reason: 'The machine is suspended.',
    })
    await expect(room.engine.containers.detail('any', { size: false })).rejects.toMatchObject({
      code: 'not-running',
    })
    room.engine.attach()
    await room.untilAnswering(true)
  })
})
