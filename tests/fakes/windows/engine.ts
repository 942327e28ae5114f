/**
 * A Windows engine at its boundary: what moby's daemon answers there, over a Unix socket, with containers that are nothing
 * but what was said of them. It refuses what that refuses (`rules.ts`).
 */
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import type { Duplex } from 'node:stream'
import { refusalOfCreate, refusalOfStart, targetOf, type CreateBody, type WindowsImage } from './rules.ts'

const build = 20348

/** images/json, inspect and pull know these; `pull`: only once they are pulled */
export const images = {
  nano: image('mcr.microsoft.com/windows/nanoserver:ltsc2022', '10.0.20348.2700'),
  old: image('mcr.microsoft.com/windows/servercore:ltsc2019', '10.0.17763.6000'),
  newer: image('mcr.microsoft.com/windows/servercore:ltsc2025', '10.0.26100.1'),
  /** of a build that it does not name */
  unsaid: image('team/unsaid:1', ''),
}

function image(tag: string, OsVersion: string): WindowsImage {
  const Id = `sha256:${createHash('sha256').update(tag).digest('hex')}`
  return { Id, RepoTags: [tag], Os: 'windows', OsVersion, Architecture: 'amd64' }
}

interface Container {
  readonly Id: string
  readonly name: string
  readonly image: WindowsImage
  readonly body: CreateBody
  isolation: string
  state: 'created' | 'running' | 'exited'
  startedAt: string
}

type Answer = [status: number, body: unknown]

export class FakeWindowsEngine {
  readonly socketPath: string
  /** every container that was asked for, whatever became of it */
  readonly asked: CreateBody[] = []
  /** what was typed in a terminal */
  readonly typed: string[] = []
  readonly #dir: string
  readonly #containers = new Map<string, Container>()
  readonly #images = new Map(Object.values(images).flatMap((one) => one.RepoTags.map((tag) => [tag, one])))
  readonly #volumes = new Set(['site'])
  readonly #networks = new Map([
    ['nat', 'nat'],
    ['none', 'null'],
  ])
  readonly #listeners = new Set<ServerResponse>()
  readonly #terminals = new Set<Duplex>()
  readonly #server = http.createServer((request, response) => void this.#serve(request, response))
  #clock = 0

  private constructor(dir: string) {
    this.#dir = dir
    this.socketPath = path.join(dir, 'engine.sock')
    this.#server.on('upgrade', (_request, socket) => this.#upgrade(socket))
  }

  static async start(): Promise<FakeWindowsEngine> {
    const engine = new FakeWindowsEngine(await mkdtemp(path.join(os.tmpdir(), 'berth-windows-engine-')))
    await new Promise<void>((resolve) => engine.#server.listen(engine.socketPath, resolve))
    return engine
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    for (const terminal of this.#terminals) terminal.destroy()
    await ended
    await rm(this.#dir, { recursive: true })
  }

  /** A container that runs, made by somebody else. */
  run(name: string, of: WindowsImage = images.nano, body: CreateBody = {}): void {
    const container = this.#make(name, of, { Image: of.RepoTags[0] ?? '', ...body })
    this.#set(container, 'running')
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://engine')
    const place = url.pathname.replace(/^\/v\d+\.\d+/, '')
    if (place === '/_ping') {
      // daemon/server/router/system: Windows' own builder is the first one.
      response
        .setHeader('Ostype', 'windows')
        .setHeader('Builder-Version', '1')
        .setHeader('Api-Version', '1.54')
      response.end('OK')
      return
    }
    if (place === '/events') {
      response.flushHeaders()
      this.#listeners.add(response)
      response.on('close', () => this.#listeners.delete(response))
      return
    }
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    const body: unknown = text.startsWith('{') ? JSON.parse(text) : null
    const [status, answer] = this.#answer(request.method ?? 'GET', place, url.searchParams, body)
    const said = status >= 400 ? { message: answer } : answer
    response.writeHead(status, { 'Content-Type': 'application/json' })
    response.end(said === null ? '' : JSON.stringify(said))
  }

  #answer(method: string, place: string, query: URLSearchParams, body: unknown): Answer {
    const [, noun = '', id = '', verb = ''] = /^\/(\w+)(?:\/(.+?))?(?:\/(\w+))?$/.exec(place) ?? []
    if (place === '/version') return [200, version]
    if (place === '/info') return [200, info]
    if (place === '/containers/json')
      return [200, this.#listed(query.get('filters')).map((one) => this.#row(one))]
    if (place === '/containers/create') return this.#create(query.get('name') ?? '', body as CreateBody)
    if (noun === 'containers') return this.#container(method, id, verb)
    if (place === '/images/json') return [200, [...this.#images.values()].map(imageRow)]
    if (place === '/images/create') return this.#pull(`${query.get('fromImage')}:${query.get('tag')}`)
    if (noun === 'images') {
      const found = this.#find(decodeURIComponent(id))
      return found ? [200, { ...found, Config: {}, Size: 1e8 }] : [404, `No such image: ${id}`]
    }
    if (place === '/networks') return [200, [...this.#networks].map(networkRow)]
    if (place === '/networks/create') {
      const { Name, Driver } = body as { Name: string; Driver: string }
      this.#networks.set(Name, Driver)
      this.#tell('network', 'create', Name, { name: Name, type: Driver })
      return [201, { Id: Name }]
    }
    if (place === '/volumes') return [200, { Volumes: [...this.#volumes].map(volumeRow) }]
    if (noun === 'volumes')
      return this.#volumes.has(id) ? [200, volumeRow(id)] : [404, `get ${id}: no such volume`]
    if (noun === 'exec') return [200, { ID: id, Running: true, ExitCode: null, Pid: 4242 }]
    if (place === '/system/df') return [200, { LayersSize: 0, Images: [], Containers: [], Volumes: [] }]
    return [404, 'page not found']
  }

  /** By ids, as the engine room asks; no container here has a label. */
  #listed(filters: string | null): Container[] {
    const { id, label } = JSON.parse(filters ?? '{}') as { id?: string[]; label?: string[] }
    return [...this.#containers.values()].filter(({ Id }) => !label && (!id || id.includes(Id)))
  }

  #create(name: string, body: CreateBody): Answer {
    this.asked.push(body)
    const refusal = refusalOfCreate(body)
    if (refusal !== null) return [400, refusal]
    const found = this.#find(body.Image ?? '')
    if (!found) return [404, `No such image: ${body.Image}`]
    return [201, { Id: this.#make(name, found, body).Id, Warnings: [] }]
  }

  #container(method: string, ref: string, verb: string): Answer {
    const one = [...this.#containers.values()].find(({ Id, name }) => Id === ref || name === ref)
    if (!one) return [404, `No such container: ${ref}`]
    if (method === 'DELETE') {
      this.#containers.delete(one.Id)
      this.#tell('container', 'destroy', one.Id, { name: one.name })
      return [204, null]
    }
    switch (verb) {
      case 'json':
        return [200, this.#inspect(one)]
      case 'start': {
        const refusal = refusalOfStart(one.Id, one.image, one.isolation, build)
        if (refusal !== null) return [500, refusal]
        this.#set(one, 'running')
        return [204, null]
      }
      case 'stop':
        this.#set(one, 'exited')
        return [204, null]
      case 'pause':
        // daemon/internal/libcontainerd/local/local_windows.go
        return [
          500,
          `cannot pause container ${one.Id}: not implemented for containers using process isolation`,
        ]
      case 'top':
        return [200, { Titles: ['Name', 'PID', 'CPU', 'Private Working Set'], Processes: processes }]
      case 'stats':
        return [200, this.#stats()]
      case 'changes':
        return one.state === 'running'
          ? [500, 'Windows does not support diff of a running container']
          : [200, [{ Path: 'Files/site', Kind: 1 }]]
      case 'update':
        return [500, "resource updating isn't supported on Windows"]
      case 'exec': {
        const exec = randomBytes(32).toString('hex')
        return [201, { Id: exec }]
      }
      case 'logs':
        return [200, null]
      default:
        return [404, 'page not found']
    }
  }

  /** A program's terminal: it says which, and gives back what is typed. */
  #upgrade(socket: Duplex): void {
    this.#terminals.add(socket)
    socket.on('error', () => undefined)
    socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n')
    socket.write('Microsoft Windows [Version 10.0.20348.2700]\r\n\r\nC:\\>')
    socket.on('data', (chunk: Buffer) => {
      const said = chunk.toString()
      if (said.startsWith('{')) return
      this.typed.push(said)
      socket.write(chunk)
    })
  }

  /** daemon/internal/distribution/pull_v2_windows.go; the stream's first word is the error. */
  #pull(name: string): Answer {
    return [
      404,
      `no matching manifest for windows/amd64 10.0.${build} in the manifest list entries (${name})`,
    ]
  }

  #find(name: string): WindowsImage | undefined {
    const all = [...this.#images.values()]
    return this.#images.get(name) ?? this.#images.get(`${name}:latest`) ?? all.find(({ Id }) => Id === name)
  }

  #make(name: string, of: WindowsImage, body: CreateBody): Container {
    const asked = body.HostConfig?.Isolation ?? ''
    const container: Container = {
      Id: randomBytes(32).toString('hex'),
      name: name || 'keen_gates',
      image: of,
      body,
      // daemon/create_windows.go: its own choice is written down.
      isolation: asked === '' || asked === 'default' ? info.Isolation : asked,
      state: 'created',
      startedAt: '0001-01-01T00:00:00Z',
    }
    this.#containers.set(container.Id, container)
    this.#tell('container', 'create', container.Id, { name: container.name })
    return container
  }

  #set(container: Container, state: Container['state']): void {
    container.state = state
    if (state === 'running') container.startedAt = new Date().toISOString()
    this.#tell('container', state === 'running' ? 'start' : 'die', container.Id, { name: container.name })
  }

  #tell(type: string, action: string, id: string, attributes: Record<string, string>): void {
    const nano = Date.now() * 1e6
    const event = {
      Type: type,
      Action: action,
      Actor: { ID: id, Attributes: attributes },
      time: Math.floor(nano / 1e9),
      timeNano: nano,
    }
    for (const listener of this.#listeners) listener.write(`${JSON.stringify(event)}\n`)
  }

  #row({ Id, name, image: of, body, state }: Container): object {
    return {
      Id,
      Names: [`/${name}`],
      Image: of.RepoTags[0],
      ImageID: of.Id,
      Command: (body.Cmd ?? ['cmd']).join(' '),
      Created: 1_780_000_000,
      State: state,
      Status:
        state === 'running' ? 'Up 2 minutes' : state === 'exited' ? 'Exited (0) 1 second ago' : 'Created',
      Ports: [],
      Labels: {},
      Mounts: [],
      NetworkSettings: { Networks: { nat: { IPAddress: '172.26.176.10' } } },
    }
  }

  #inspect({ Id, name, image: of, body, isolation, state, startedAt }: Container): object {
    const host = body.HostConfig ?? {}
    return {
      Id,
      Name: `/${name}`,
      Image: of.Id,
      Platform: 'windows',
      Driver: 'windowsfilter',
      Created: '2026-06-01T00:00:00Z',
      RestartCount: 0,
      State: { Status: state, Running: state === 'running', ExitCode: 0, StartedAt: startedAt, Pid: 1 },
      Config: {
        Cmd: ['cmd'],
        ...body,
        HostConfig: undefined,
        Image: of.RepoTags[0],
        Hostname: Id.slice(0, 12),
      },
      HostConfig: { ...host, Isolation: isolation, NetworkMode: host.NetworkMode ?? 'default' },
      Mounts: (host.Binds ?? []).map((raw) => ({
        Type: 'volume',
        Name: raw.split(':')[0],
        Destination: targetOf(raw),
        RW: true,
      })),
      NetworkSettings: { Networks: { nat: { IPAddress: '172.26.176.10' } } },
    }
  }

  /** A quarter of a CPU, by Windows' clock of 100 ns. */
  #stats(): object {
    this.#clock += 1
    const now = Date.now()
    return {
      read: new Date(now).toISOString(),
      num_procs: 4,
      pids_stats: {},
      cpu_stats: { cpu_usage: { total_usage: (now * 10_000) / 4, usage_in_kernelmode: 0 } },
      memory_stats: { commitbytes: 9e7, commitpeakbytes: 9e7, privateworkingset: 64 * 2 ** 20 },
      storage_stats: { read_size_bytes: this.#clock * 4096, write_size_bytes: 512 },
      networks: { 'd1b5-endpoint': { rx_bytes: 10, tx_bytes: 20 } },
    }
  }
}

const version = { Version: '29.8.1', ApiVersion: '1.54', Os: 'windows', Arch: 'amd64' }

/** daemon/info.go on Windows Server 2022, shortened. */
const info = {
  OSType: 'windows',
  OperatingSystem: 'Microsoft Windows Server Version 21H2 (OS Build 20348.2700)',
  OSVersion: `10.0.${build}`,
  KernelVersion: `10.0 ${build} (${build}.1.amd64fre.fe_release.210507-1500)`,
  Architecture: 'x86_64',
  Isolation: 'process',
  ServerVersion: '29.8.1',
}

const processes = [
  ['smss.exe', '5456', '00:00:00.093', '249.9kB'],
  ['wininit.exe', '5700', '00:00:00.015', '811kB'],
  ['cmd.exe', '6104', '00:01:02.500', '1.234MB'],
]

const imageRow = ({ Id, RepoTags }: WindowsImage): object => ({
  ...{ Id, RepoTags, RepoDigests: [], Created: 1_780_000_000, Size: 1e8, Labels: {}, Containers: -1 },
})

const networkRow = ([name, driver]: [string, string]): object => ({
  Name: name,
  Id: name,
  Scope: 'local',
  Driver: driver,
  IPAM: { Config: driver === 'nat' ? [{ Subnet: '172.26.176.0/20', Gateway: '172.26.176.1' }] : [] },
  Options: {},
  Labels: {},
})

const volumeRow = (name: string): object => ({
  Name: name,
  Driver: 'local',
  Scope: 'local',
  Mountpoint: `C:\\ProgramData\\docker\\volumes\\${name}\\_data`,
  CreatedAt: '2026-06-01T00:00:00Z',
  Labels: null,
  Options: null,
})
