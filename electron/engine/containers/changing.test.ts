import { afterEach, beforeEach, expect, it } from 'vitest'
import { FakeEngine } from '../../../tests/fakes/engine.ts'
import { engineClient, type EngineClient } from '../client.ts'
import { Jobs } from '../jobs/jobs.ts'
import { changesOf } from './changes.ts'
import { commitContainer } from './commit.ts'
import { exportContainer } from './export.ts'
import { bytesOf, processesOf, secondsOf, windowsProcesses } from './processes.ts'
import { renameContainer } from './rename.ts'
import { bodyOf, cpuBody, updateContainer } from './update.ts'

let engine: FakeEngine
let client: EngineClient
beforeEach(async () => {
  engine = await FakeEngine.start()
  client = engineClient(engine.socketPath)
})
afterEach(() => engine.stop())

it('says an update in the engine’s words, and leaves out what stays', () => {
  expect(bodyOf({})).toEqual({})
  expect(
    bodyOf({
      memory: 2 ** 28,
      memorySwap: 'unlimited',
      pids: null,
      restart: { name: 'always', maximumRetries: 3 },
    }),
  ).toEqual({
    Memory: 2 ** 28,
    MemorySwap: -1,
    PidsLimit: -1,
    RestartPolicy: { Name: 'always', MaximumRetryCount: 0 },
  })
  expect(cpuBody(1.5, null)).toEqual({ NanoCpus: 1_500_000_000 })
  expect(cpuBody(1.5, 50_000)).toEqual({ CpuPeriod: 50_000, CpuQuota: 75_000 })
})

it('keeps to a quota where there is one, and tells what the engine warns of', async () => {
  engine.json('/containers/web/json', { HostConfig: { CpuQuota: 20_000, CpuPeriod: 0 } })
  let sent = ''
  engine.on('/containers/web/update', (request, response) => {
    request.on('data', (chunk: Buffer) => (sent += chunk.toString()))
    request.on('end', () => response.end('{"Warnings":["No swap here."]}'))
  })
  expect(await updateContainer(client, 'web', { cpus: 2, cpuShares: 512 })).toEqual(['No swap here.'])
  expect(JSON.parse(sent)).toEqual({ CpuShares: 512, CpuPeriod: 100_000, CpuQuota: 200_000 })
})

it('says what an update lacks', async () => {
  const words = `Cannot update container ${'ab'.repeat(32)}: Memory limit should be smaller than already set memoryswap limit`
  engine.json('/containers/web/update', { message: words }, 409)
  await expect(updateContainer(client, 'web', { memory: 1 })).rejects.toMatchObject({
    code: 'conflict',
    message:
      'Could not change the container web: Memory limit should be smaller than already set memoryswap limit',
    hint: 'Memory and swap together have to be at least as much as memory alone: change both.',
  })
})

it('renames; says who has a name that is taken; takes its own name for done', async () => {
  engine.json(
    '/containers/web/rename',
    {
      message: `Conflict. The container name "/api" is already in use by container "${'cd'.repeat(32)}". You have to remove (or rename) that container to be able to reuse that name.`,
    },
    409,
  )
  await expect(renameContainer(client, 'web', 'api')).rejects.toMatchObject({
    code: 'conflict',
    message: 'Could not rename the container to api: the container cdcdcdcdcdcd is called that.',
  })
  engine.json(
    '/containers/web/rename',
    { message: 'Renaming a container with the same name as its current name' },
    400,
  )
  await renameContainer(client, 'web', 'web')
  engine.json('/containers/web/rename', { message: 'No such container: web' }, 404)
  await expect(renameContainer(client, 'web', 'other')).rejects.toMatchObject({ code: 'not-found' })
  expect(engine.requests).toContain('POST /containers/web/rename?name=api')
})

const options = { reference: null, author: '', message: '', pause: true }

it('commits as a job about the image that it makes', async () => {
  engine.json('/commit', { Id: 'sha256:ab' })
  const jobs = new Jobs()
  const ends = new AbortController()
  const watch = jobs.watch(ends.signal)
  await watch.next()
  commitContainer({ client, jobs }, 'web', {
    ...options,
    reference: 'Host:5000/team/app',
    author: 'Ä',
    pause: false,
  })
  const first = await watch.next()
  expect(first.value).toMatchObject({ row: { kind: 'commit', subject: 'Host:5000/team/app:latest' } })
  let state = 'running'
  while (state === 'running') {
    const { value } = await watch.next()
    if (value?.kind === 'changed') state = value.row.state
  }
  ends.abort()
  expect(state).toBe('done')
  expect(engine.requests.at(-1)).toBe(
    'POST /commit?container=web&repo=Host%3A5000%2Fteam%2Fapp&tag=latest&author=%C3%84&pause=false',
  )
})

it('begins no commit to what cannot be the name of an image', () => {
  const jobs = new Jobs()
  const commit = (reference: string) => () =>
    commitContainer({ client, jobs }, 'web', { ...options, reference })
  expect(commit('Not A Name')).toThrow('is not the name of an image')
  expect(commit(`app@sha256:${'a'.repeat(64)}`)).toThrow('has a digest')
  expect(() => commitContainer({ client, jobs }, '../web', options)).toThrow('not the name or id')
})

it('exports under the container’s name, after asking whether it is there', async () => {
  engine.json('/containers/ab/json', { Id: 'ab'.repeat(32), Name: '/web' })
  engine.on('/containers/ab/export', (_request, response) => response.end('tar'))
  const download = await exportContainer(client, 'ab')
  expect(download).toMatchObject({ name: 'web.tar', type: 'application/x-tar', bytes: null })
  let text = ''
  for await (const chunk of await download.open(new AbortController().signal)) text += String(chunk)
  expect(text).toBe('tar')
  await expect(exportContainer(client, 'gone')).rejects.toMatchObject({ code: 'not-found' })
})

it('reads processes by the titles that `ps` gives', async () => {
  engine.json('/containers/web/top', {
    Titles: ['PID', 'PPID', 'USER', 'STAT', 'ELAPSED', 'TIME', 'RSS', 'COMMAND'],
    Processes: [
      ['812', '1', 'root', 'Ss', '01:02', '00:00:03', '1008', 'nginx: master process'],
      ['x', '1', 'root', 'S', '', '', '', ''],
    ],
  })
  expect(await processesOf(client, 'web', { windows: false })).toEqual([
    {
      pid: 812,
      parent: 1,
      user: 'root',
      state: 'Ss',
      age: 62,
      cpuSeconds: 3,
      memory: 1_032_192,
      command: 'nginx: master process',
    },
  ])
  engine.json('/containers/web/top', { Titles: 'no' })
  await expect(processesOf(client, 'web', { windows: false })).rejects.toMatchObject({
    code: 'engine-failed',
  })
})

it.each([
  ['05:00', 300],
  ['1:02:03', 3723],
  ['2-01:00:00', 176_400],
  ['3h05', 11_100],
  ['2d07', 198_000],
  ['120d', 10_368_000],
  ['', null],
  ['soon', null],
])('reads the span %j as %j seconds', (text, seconds) => expect(secondsOf(text)).toBe(seconds))

it.each([
  ['1008', 1_032_192],
  ['12m', 12_582_912],
  ['1.5g', 1_610_612_736],
  ['?', null],
])('reads the size %j as %j bytes', (text, bytes) => expect(bytesOf(text)).toBe(bytes))

it('sorts changes by what happened, and says how many there are of too many', async () => {
  engine.json('/containers/web/changes', [
    { Path: '/etc', Kind: 0 },
    { Path: '/etc/neu', Kind: 1 },
    { Path: '/bin/vi', Kind: 2 },
  ])
  expect(await changesOf(client, 'web')).toEqual({
    changed: ['/etc'],
    added: ['/etc/neu'],
    deleted: ['/bin/vi'],
    total: 3,
  })
  expect(await changesOf(client, 'web', 2)).toMatchObject({ deleted: [], total: 3 })
  engine.on('/containers/web/changes', (_request, response) => response.end('null'))
  expect(await changesOf(client, 'web')).toMatchObject({ total: 0 })
  engine.json('/containers/web/changes', [{ Path: '/x', Kind: 9 }])
  await expect(changesOf(client, 'web')).rejects.toMatchObject({ code: 'engine-failed' })
})

it('reads the processes that Windows tells', () => {
  const titles = ['Name', 'PID', 'CPU', 'Private Working Set']
  const rows = [
    ['smss.exe', '5456', '00:00:00.093', '249.9kB'],
    ['w3wp.exe', '6104', '01:02:03.500', '1.234GB'],
    ['broken', 'x', '', ''],
  ]
  const none = { parent: null, user: '', state: '', age: null }
  expect(windowsProcesses(titles, rows)).toEqual([
    { ...none, pid: 5456, cpuSeconds: 0, memory: 249_900, command: 'smss.exe' },
    { ...none, pid: 6104, cpuSeconds: 3723, memory: 1_234_000_000, command: 'w3wp.exe' },
  ])
})
