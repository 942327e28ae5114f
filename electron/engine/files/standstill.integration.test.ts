import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EngineRoom } from '../../../tests/fixtures/engine-room.ts'
import type { FilePlace } from '../../api/schema/files.ts'
import { helperLabel } from '../helper-label.ts'
import { outputOf } from './program.ts'

describe.each([
  { keeps: 'containerd', options: {} },
  { keeps: 'the engine itself', options: { storage: 'overlay2' } },
] as const)('files that $keeps keeps', ({ options }) => {
  let room: EngineRoom
  beforeAll(async () => {
    room = await EngineRoom.open(options)
  })
  afterAll(() => room.close())

  const idle = new AbortController().signal
  async function names(place: FilePlace, path: string): Promise<string[]> {
    const found: string[] = []
    for await (const part of room.engine.files.list(place, path, { limitBytes: null }, idle))
      if (part.kind === 'entries') found.push(...part.entries.map(({ name }) => name))
    return found.sort()
  }

  it('renames, measures, finds and removes in a stopped container, which nobody can start meanwhile', async () => {
    const { files } = room.engine
    const script = [
      'mkdir -p /data/sub /real; echo 12345 > /data/sub/needle.txt; echo x > /data/-rf',
      'ln -s /data /way; ln -s / /top; ln -s /nowhere /lost; touch /vol/in',
    ].join('; ')
    const created = await room.client.json({
      doing: 'create',
      method: 'POST',
      path: '/containers/create?name=still',
      body: {
        Image: 'busybox',
        Cmd: ['sh', '-c', script],
        NetworkDisabled: true,
        HostConfig: { NetworkMode: 'none', Mounts: [{ Type: 'volume', Source: 'still', Target: '/vol' }] },
      },
    })
    const { Id: id } = created as { Id: string }
    await room.engine.containers.act(id, 'start')
    await room.ended(id)
    const still: FilePlace = { kind: 'container', id }
    expect((await files.look(still, '/data')).powers).toEqual({ change: true, still: true, why: null })

    // Through a link, which the engine follows within the container.
    await files.rename(still, '/way/sub', '/top/data/moved')
    expect(await names(still, '/data')).toEqual(['-rf', 'moved'])
    await expect(files.rename(still, '/data/moved', '/data/-rf')).rejects.toMatchObject({ code: 'conflict' })
    expect(await files.measure(still, ['/data/moved', '/data/-rf'])).toEqual({ bytes: 8, entries: 3 })
    const found: string[] = []
    for await (const part of files.search(still, '/', 'NEEDLE', idle))
      found.push(...part.paths.map(({ path }) => path))
    expect(found).toEqual(['/data/moved/needle.txt'])
    // A link itself goes, and not what it leads to.
    await files.remove(still, ['/way', '/data/moved', '/data/-rf'])
    expect(await names(still, '/data')).toEqual([])
    expect(await names(still, '/')).not.toContain('way')

    // What is mounted there is not part of it; what is in the mount is reached.
    await expect(files.remove(still, ['/vol'])).rejects.toMatchObject({
      message: expect.stringContaining('/vol is mounted there') as string,
    })
    await files.rename(still, '/vol/in', '/vol/out')
    expect(await names({ kind: 'volume', name: 'still' }, '/')).toEqual(['out'])
    for (const path of ['/lost/a', '/data/nothing/a'])
      await expect(files.remove(still, [path])).rejects.toMatchObject({ code: 'not-found' })

    // What is asked to run a program just after its end says so.
    const late = outputOf(room.client, { container: id, doing: 'look', command: ['true'] })
    await expect(late).rejects.toMatchObject({
      code: 'conflict',
      message: 'Could not look: the container ended meanwhile.',
      hint: expect.stringMatching(/^Try again/) as string,
    })

    // A start that comes in between waits for the work, or comes before it: then the work may be refused, which is said.
    const removing = files.remove(still, ['/real'])
    const starting = room.engine.containers.act(id, 'start')
    const [removed] = await Promise.allSettled([removing, starting])
    await starting
    await room.ended(id)
    if (removed.status === 'rejected') {
      expect(removed.reason).toMatchObject({
        code: 'conflict',
        message: expect.stringMatching(/meanwhile/) as string,
      })
      await files.remove(still, ['/real'])
    }
    expect(await names(still, '/data')).toEqual(['-rf', 'sub'])
    // Only those of no volume: a volume's stays a while for the next look.
    const query = { all: 'true', filters: JSON.stringify({ label: [`${helperLabel}=`] }) }
    const left = await room.client.json({ doing: 'list helpers', path: '/containers/json', query })
    expect(left).toEqual([])
  })
})
