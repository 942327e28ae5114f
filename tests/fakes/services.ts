import { Readable } from 'node:stream'
import type { ComposeOutput, ComposeProject } from '../../electron/api/schema/compose.ts'
import type { BuildRow } from '../../electron/api/schema/builds.ts'
import type { ContainerAction, ContainerRow } from '../../electron/api/schema/containers.ts'
import type { EventsMessage } from '../../electron/api/schema/events.ts'
import type { DiskView } from '../../electron/api/schema/disk.ts'
import type { ImageRow } from '../../electron/api/schema/images.ts'
import type { Job } from '../../electron/api/schema/jobs.ts'
import { emptySpec } from '../../electron/api/schema/run-spec.ts'
import type { LogEvent, LogSelection } from '../../electron/api/schema/logs.ts'
import type { TableChange } from '../../electron/api/schema/object.ts'
import { noRules, type RetentionView } from '../../electron/api/schema/retention.ts'
import { everyNotice, type Notice, type NoticeChoices } from '../../electron/api/schema/notices.ts'
import type { PortRow } from '../../electron/api/schema/ports.ts'
import type { SettingName } from '../../electron/api/schema/settings.ts'
import type { StatsBatch } from '../../electron/api/schema/stats.ts'
import type { NetworkRow } from '../../electron/api/schema/networks.ts'
import type { VolumeRow } from '../../electron/api/schema/volumes.ts'
import type { MachineView, Usage } from '../../electron/api/schema/status.ts'
import type { EngineService, Services } from '../../electron/api/services/index.ts'
import { BerthError } from '../../electron/base/errors.ts'
import { silent } from '../../electron/base/log.ts'
import { Topic } from '../../electron/base/topic.ts'
import { listFolder } from '../../electron/host/places/list.ts'
import { missingFolders } from '../../electron/machine/index.ts'
import { HostDesktop } from '../../electron/host/desktop/service.ts'
import { TransferDesk } from '../../electron/host/page/transfer-desk.ts'
import { FakeChecks } from './checks.ts'
import { fakeDetail } from './detail.ts'
import { fakeLog } from './log.ts'
import { FakeSettings } from './settings.ts'
import { FakeEngines } from './engines.ts'
import { noWindowsContainers } from '../../electron/host/engines/windows.ts'
import { FakeShells } from './shells.ts'
import { runningMachine, type Scene } from './scenes.ts'

/** A table as the engine room keeps it: all of it first, then each change. */
class FakeTable<Row extends { id: string }> {
  readonly rows = new Map<string, Row>()
  readonly #changes = new Topic<TableChange<Row>>()

  constructor(rows: readonly Row[]) {
    for (const row of rows) this.rows.set(row.id, row)
  }

  async *watch(signal: AbortSignal): AsyncGenerator<TableChange<Row>, void> {
    const changes = this.#changes.follow(signal)
    yield { kind: 'all', rows: [...this.rows.values()] }
    yield* changes
  }

  set(row: Row): void {
    this.rows.set(row.id, row)
    this.#changes.publish({ kind: 'changed', row })
  }

  delete(id: string): void {
    if (this.rows.delete(id)) this.#changes.publish({ kind: 'removed', id })
  }

  get(id: string): Row {
    const row =
      this.rows.get(id) ??
      [...this.rows.values()].find((each) => each.id.startsWith(id) || ('name' in each && each.name === id))
    if (row) return row
    throw new BerthError('not-found', `The engine says: no such object: ${id}.`, {
      hint: 'It may have been removed meanwhile.',
    })
  }
}

/** Stands where the host stands, in memory: what a page does to it shows as it would with a real engine. */
export class FakeServices implements Services {
  readonly containers: FakeTable<ContainerRow>
  readonly images: FakeTable<ImageRow>
  readonly jobs: FakeTable<Job>
  readonly notices = new FakeTable<Notice>([])
  readonly ports = new FakeTable<PortRow>([])
  readonly projects = new FakeTable<ComposeProject>([])
  /** what is told of events after an empty list, as a test says */
  readonly events = new Topic<EventsMessage>()
  /** what containers use, as a test says */
  readonly stats = new Topic<StatsBatch>()
  readonly settings = new FakeSettings()
  readonly transfers = new TransferDesk(silent)
  readonly desktop = new HostDesktop()
  /** how often the computer woke */
  woken = 0
  readonly #shells = new FakeShells()
  readonly #views = new Topic<MachineView>()
  readonly #scene: Scene
  #view: MachineView

  constructor(scene: Scene) {
    this.#scene = scene
    this.containers = new FakeTable(scene.containers)
    this.images = new FakeTable(scene.images)
    this.jobs = new FakeTable(scene.jobs)
    this.#view = scene.machine
  }

  /** a home that was never used */
  isNew = false

  setMachine(view: MachineView): void {
    this.#view = view
    this.#views.publish(view)
  }

  readonly machine = {
    view: async () => this.#view,
    watch: (signal: AbortSignal) => this.#watchMachine(signal),
    usage: (signal: AbortSignal) => this.#usage(signal),
    start: async () => this.#become(await this.#started()),
    stop: async () => this.#become({ ...runningMachine(), status: stopped('stopped') }),
    restart: async () => this.#become(await this.#started()),
    suspend: async () => this.#become({ ...runningMachine(), status: stopped('suspended') }),
    cancel: async () => this.#become({ ...runningMachine(), status: stopped('stopped') }),
    wake: async () => {
      this.woken += 1
    },
  }

  readonly host = {
    info: async () => ({
      pid: 4711,
      version: '0.1.0',
      home: '/home/ada/.berth',
      sessions: 1,
      computer: { cpus: 8, memoryMiB: 16_384 },
    }),
    isNew: async () => this.isNew,
    welcomed: async () => {
      this.isNew = false
    },
    pageUrl: async () => 'http://127.0.0.1/',
    logs: (options: { log: string; follow: boolean }, signal: AbortSignal) =>
      fakeLog(options.log, options.follow, signal),
    resetPreview: async () => ({ home: '/home/ada/.berth', items: [], bytes: 0 }),
    reset: async () => undefined,
    leave: async () => undefined,
    shutDown: async () => false,
  }

  readonly checks = new FakeChecks()

  readonly engines = new FakeEngines()
  readonly windowsContainers = noWindowsContainers

  readonly diagnostics: Services['diagnostics'] = {
    contents: async () => [
      { name: 'checks.json', what: 'checks', bytes: 2000 },
      { name: 'logs/host.log', what: 'log', bytes: 48_000 },
    ],
    download: () => ({
      name: 'berth-diagnostics.zip',
      type: 'application/zip',
      bytes: null,
      open: async () => Readable.from([Buffer.from('PK')], { objectMode: false }),
    }),
    write: noFiles,
  }

  readonly migration: Services['migration'] = {
    sources: async () => ({ engines: [], elsewhere: [] }),
    inventory: noFiles,
    start: noFiles,
  }

  readonly places: Services['places'] = {
    list: (path) => listFolder(path),
    missing: missingFolders,
    recent: async () => [],
    remember: async () => undefined,
  }

  readonly disk: Services['disk'] = {
    watch: (signal) => this.#whileAnswering(new Topic<DiskView>().follow(signal)),
    measure: async () => undefined,
    data: async () => ({ sizeBytes: 64 * 2 ** 30, fileBytes: 9.1e9, hostFreeBytes: 2.1e11, logs: [] }),
    preview: () => noFilesEach(),
    cleanUp: noFiles,
    trim: noFiles,
  }

  readonly retention: Services['retention'] = {
    watch: async function* (signal) {
      yield { rules: noRules, error: null, nextRun: null, records: [] }
      yield* new Topic<RetentionView>().follow(signal)
    },
    save: noFiles,
    preview: () => noFilesEach(),
    run: noFiles,
  }

  readonly builds: Services['builds'] = {
    watch: (signal) => new FakeTable<BuildRow>([]).watch(signal),
    count: async function* () {
      yield* []
    },
    detail: async () => Promise.reject(noBuild()),
    follow: async function* () {
      yield* []
    },
    look: async () => Promise.reject(noBuild()),
    start: async () => Promise.reject(noBuild()),
    remove: async () => undefined,
  }

  readonly engine: EngineService = {
    buildCache: {
      list: async () => [],
    },
    containers: {
      watch: (signal) => this.#whileAnswering(this.containers.watch(signal)),
      detail: async (id) => {
        const row = this.containers.get(id)
        return fakeDetail(row)
      },
      rename: async (id, name) => this.containers.set({ ...this.containers.get(id), name }),
      update: async () => [],
      commit: async () => 'job-commit',
      export: async (id) => {
        throw new BerthError('not-found', `There is no file system of ${id} here.`, {
          hint: 'Use an engine.',
        })
      },
      processes: async () => [],
      written: async (ids) => Object.fromEntries(ids.map((id) => [id, 4096])),
      changes: async () => ({ changed: [], added: [], deleted: [], total: 0 }),
      act: (id, action) => this.#act(id, action),
      remove: async (id, { force }) => {
        const row = this.containers.get(id)
        if (row.state === 'running' && !force)
          throw new BerthError('conflict', `The container ${row.name} is running.`, {
            hint: 'Stop it first, or force it.',
          })
        this.containers.delete(row.id)
      },
    },
    logs: {
      follow: ({ of }, signal) => this.#follow(of, signal),
      took: () => undefined,
      file: async () => {
        throw new BerthError('not-found', 'There is no log to save.', { hint: 'Use a real engine.' })
      },
    },
    stats: {
      watch: (_options, signal) => this.stats.follow(signal),
      history: async () => ({ samples: [] }),
    },
    create: {
      offers: async () => ({
        volumes: ['web-data'],
        networks: [{ name: 'bridge', driver: 'bridge' }],
        proxies: [],
      }),
      editable: async (id) => {
        const { name, image, state } = this.containers.get(id)
        return { spec: { ...emptySpec, name, image }, running: state === 'running', imageMoved: false }
      },
      run: async (spec) => this.#pull(spec.image),
      image: async () => null,
      made: async () => null,
      recreate: async (id) => this.#pull(this.containers.get(id).image),
      settle: async () => undefined,
    },
    terminals: {
      open: (_options, signal) => this.#shells.open(signal),
      took: () => undefined,
      choices: async () => ({ shells: ['/bin/bash', '/bin/sh'], users: ['root', 'www-data'] }),
      input: async (terminal, data) => this.#shells.type(terminal, data),
      endInput: async () => undefined,
      resize: async () => undefined,
    },
    events: {
      watch: (signal) => this.#watchEvents(signal),
      took: () => undefined,
    },
    notices: {
      watch: (signal) => this.notices.watch(signal),
      choices: (signal) => this.#watchChoices(signal),
      setKind: async () => undefined,
      mute: async () => undefined,
      read: async () => {
        for (const notice of this.notices.rows.values()) this.notices.set({ ...notice, read: true })
      },
      dismiss: async (id) => {
        for (const each of id === null ? [...this.notices.rows.keys()] : [id]) this.notices.delete(each)
      },
    },
    jobs: {
      watch: (signal) => this.jobs.watch(signal),
      cancel: async (id) => {
        this.jobs.set({ ...this.jobs.get(id), state: 'cancelled', endedAt: new Date().toISOString() })
      },
      again: async (id) => {
        this.jobs.set({ ...this.jobs.get(id), state: 'running', endedAt: null, error: null })
      },
      dismiss: async (id) => this.jobs.delete(id),
    },
    compose: {
      watch: (signal) => this.#whileAnswering(this.projects.watch(signal)),
      open: async () => noCompose(),
      create: async () => noCompose(),
      forget: async () => noCompose(),
      choose: async () => noCompose(),
      act: async () => noCompose(),
      output: async function* (_project, signal) {
        yield { whole: true, lines: [] }
        yield* new Topic<ComposeOutput>().follow(signal)
      },
      model: async () => noCompose(),
      config: async () => noCompose(),
      volumes: async () => [],
      read: async () => noCompose(),
      save: async () => noCompose(),
      changes: (_project, _path, signal) => new Topic<string | null>().follow(signal),
    },
    volumes: {
      watch: (signal) => this.#whileAnswering(new FakeTable<VolumeRow>([]).watch(signal)),
      sizes: async () => ({}),
      create: noFiles,
      remove: noFiles,
      backup: noFiles,
      restore: noFiles,
      clone: noFiles,
    },
    networks: {
      watch: (signal) => this.#whileAnswering(new FakeTable<NetworkRow>([]).watch(signal)),
      create: noFiles,
      connect: noFiles,
      disconnect: noFiles,
      remove: noFiles,
    },
    files: {
      look: noFiles,
      list: () => noFilesEach(),
      read: noFiles,
      write: noFiles,
      makeFolder: noFiles,
      rename: noFiles,
      remove: noFiles,
      measure: noFiles,
      search: () => noFilesEach(),
      download: noFiles,
      upload: noFiles,
    },
    images: {
      watch: (signal) => this.#whileAnswering(this.images.watch(signal)),
      sizes: async () => ({ totalBytes: 0, images: [] }),
      detail: async (id) => absent(id),
      pull: async (reference) => this.#pull(reference),
      push: async (reference) => absent(reference),
      tag: async (id) => absent(id),
      save: ([name = '']) => absent(name),
      load: (file) => absent(file),
      news: async (tag) => absent(tag),
      remove: async (id, { force }) => {
        const row = this.images.get(id)
        if (row.usedBy.length > 0 && !force)
          throw new BerthError('conflict', `The image is used by the container ${row.usedBy[0] ?? ''}.`, {
            hint: 'Remove that container first, or remove the image by force.',
          })
        this.images.delete(row.id)
        return { untagged: row.tags, deleted: [row.id] }
      },
    },
    registries: {
      list: async () => ({ logins: [], keeper: null }),
      login: async (registry) => absent(registry),
      logout: async (registry) => absent(registry),
      test: async (registry) => absent(registry),
      tags: async () => ({ tags: [], more: false }),
    },
  }

  async *#follow(of: LogSelection, signal: AbortSignal): AsyncGenerator<LogEvent, void> {
    const refs = 'containers' in of ? of.containers : []
    const { id, name } = this.containers.get(refs[0] ?? '')
    yield { kind: 'opened', feed: 'feed-1' }
    yield { kind: 'sources', sources: [{ id, name, state: 'reading', error: null }] }
    let number = 0
    for await (const texts of fakeLog('container', true, signal)) {
      const marks = texts.map((text) => (text.includes('[error]') ? '1' : '0')).join('')
      const times = texts.map((_text, at) => (at === 0 ? Date.now() - 60_000 : 1))
      const last = { 0: `${new Date().toISOString().slice(0, -1)}000000Z` }
      const runs = [[0, texts.length]] as const
      yield {
        kind: 'lines',
        number: (number += 1),
        lines: { texts: texts.join('\n'), times, marks, runs, last },
      }
    }
  }

  async *#watchChoices(signal: AbortSignal): AsyncGenerator<NoticeChoices, void> {
    yield everyNotice
    yield* new Topic<NoticeChoices>().follow(signal)
  }

  async *#watchEvents(signal: AbortSignal): AsyncGenerator<EventsMessage, void> {
    const later = this.events.follow(signal)
    yield { kind: 'all', feed: 'feed-1', number: 1, events: [] }
    yield* later
  }

  async *#watchMachine(signal: AbortSignal): AsyncGenerator<MachineView, void> {
    const later = this.#views.follow(signal)
    yield this.#view
    yield* later
  }

  async *#usage(signal: AbortSignal): AsyncGenerator<Usage, void> {
    if (this.#scene.usage) yield this.#scene.usage
    yield* new Topic<Usage>().follow(signal)
  }

  async *#whileAnswering<T>(changes: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
    if (!this.#view.status.engine?.answering)
      throw new BerthError('not-running', 'The engine does not answer.', { hint: 'Start the machine.' })
    yield* changes
  }

  /** A machine that sees what the settings share, where this one could share anything. */
  async #started(): Promise<MachineView> {
    const view = runningMachine()
    const rows = await this.settings.list()
    const valueOf = (name: SettingName): unknown => rows.find((row) => row.name === name)?.value
    const folders = valueOf('sharedFolders') as string[]
    const { sharing, rosetta } = this.#view.status
    const stops = folders.length > 0 && sharing?.suspend === false
    return {
      ...view,
      status: {
        ...view.status,
        sharing: sharing && { ...sharing, folders },
        suspends: stops ? null : view.status.suspends,
        rosetta: rosetta === null ? null : valueOf('rosetta') === true,
      },
    }
  }

  async #become(view: MachineView): Promise<MachineView['status']> {
    this.setMachine(view)
    return view.status
  }

  async #act(id: string, action: ContainerAction): Promise<void> {
    const row = this.containers.get(id)
    const now = new Date().toISOString()
    const up = { state: 'running', startedAt: now, exitCode: null, finishedAt: null } as const
    const down = { state: 'exited', finishedAt: now } as const
    const changes: Record<ContainerAction, Partial<ContainerRow>> = {
      start: up,
      restart: up,
      unpause: { state: 'running' },
      pause: { state: 'paused' },
      stop: { ...down, exitCode: 0 },
      kill: { ...down, exitCode: 137 },
    }
    this.containers.set({ ...row, ...changes[action] })
  }

  #pull(reference: string): string {
    const id = `job-${this.jobs.rows.size + 1}`
    this.jobs.set({
      id,
      kind: 'pull',
      subject: reference,
      state: 'running',
      startedAt: new Date().toISOString(),
      endedAt: null,
      bytes: null,
      layers: [
        { id: '3a1b5c7d9e0f', status: 'Downloading', currentBytes: 4_100_000, totalBytes: 21_000_000 },
      ],
      line: null,
      error: null,
    })
    return id
  }
}

function noCompose(): never {
  throw new BerthError('not-found', 'There is no compose here.', { hint: 'Use a real engine.' })
}
const noBuild = (): BerthError =>
  new BerthError('not-found', 'Nothing is built here.', { hint: 'Use a real engine.' })

/** What no made-up engine has: the tests of it run over a real one. */
async function noFiles(): Promise<never> {
  throw new BerthError('not-found', 'The made-up engine has no files.', { hint: 'Use a real one.' })
}

async function* noFilesEach(): AsyncGenerator<never, void> {
  yield await noFiles()
}

function stopped(state: 'stopped' | 'suspended'): MachineView['status'] {
  return { ...runningMachine().status, state, since: new Date().toISOString(), engine: null }
}

/** For what only the real engine does. */
function absent(what: string): never {
  throw new BerthError('not-found', `Nothing made up stands behind ${what}.`, { hint: 'Use a real engine.' })
}
