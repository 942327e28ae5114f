import { randomUUID } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type {
  BuildDetail,
  BuildRequest,
  BuildRow,
  BuildUpdate,
  DockerfileView,
} from '../../api/schema/builds.ts'
import { BerthError, toBerthError } from '../../base/errors.ts'
import { LiveTable } from '../../base/live-table.ts'
import type { Log } from '../../base/log.ts'
import { Topic } from '../../base/topic.ts'
import type { DockerCli } from '../docker-cli.ts'
import type { StartJob, Tell } from '../jobs.ts'
import { dropBuildxConfig, makeBuildxConfig } from './buildx-config.ts'
import { handOver } from './hand-over.ts'
import { BuildRef, forgetBuilds, historyLog, inspectBuild, type EngineRecord } from './history.ts'
import { LogFile, readLog } from './log-file.ts'
import { lookAtDockerfile, type Looked } from './look.ts'
import { OtherBuilds } from './others.ts'
import { buildName, dockerfileOf, placed, prepared } from './prepare.ts'
import { runBuild } from './run.ts'
import { BuildStore, type BuildRecord, type StoreLimits } from './store.ts'
import { BuildTree } from './tree.ts'

export interface BuildsOptions {
  readonly docker: DockerCli
  /** the docker configuration that `docker` runs with */
  readonly dockerConfig: string
  /** where builds and their logs are kept */
  readonly dir: string
  readonly startJob: StartJob
  readonly log: Log
  /** what is kept, unless a test says otherwise */
  readonly limits?: StoreLimits
  /** ms between two looks at the engine's history while somebody watches; 5000 unless a test says otherwise */
  readonly lookMs?: number
}

interface Running {
  readonly job: { id: string | null }
  readonly opened: Promise<LogFile>
}

/** ms between two updates of a build that runs, so that a chatty one costs a page no more than a quiet one */
const updateMs = 60

/** Fulfils the contract's `BuildsService`. */
export class Builds {
  readonly #docker: DockerCli
  readonly #options: BuildsOptions
  readonly #store: BuildStore
  readonly #records = new Map<string, BuildRecord>()
  readonly #running = new Map<string, Running>()
  readonly #table: LiveTable<BuildRow>
  readonly #others: OtherBuilds
  readonly #changed = new Topic<undefined>()
  #loaded: Promise<void> | null = null
  #shown = false

  constructor(options: BuildsOptions) {
    this.#docker = options.docker
    this.#options = options
    this.#store = new BuildStore(options.dir, options.limits)
    this.#table = new LiveTable<BuildRow>({
      loaded: false,
      watched: (watched) => (watched ? this.#others.start() : this.#others.stop()),
    })
    this.#others = new OtherBuilds({
      docker: options.docker,
      log: options.log,
      everyMs: options.lookMs ?? 5000,
      changed: () => void this.#load().then(() => this.#show()),
    })
  }

  watch(signal: AbortSignal): ReturnType<LiveTable<BuildRow>['watch']> {
    return this.#table.watch(signal)
  }

  async *count(signal: AbortSignal): AsyncGenerator<number, void> {
    await this.#load()
    const changes = this.#changed.follow(signal, { latestOnly: true })
    const first = changes.next()
    let told = this.#rows().length
    yield told
    void this.#others.peek(signal)
    for (let next = await first; !next.done; next = await changes.next()) {
      const now = this.#rows().length
      if (now !== told) yield (told = now)
    }
  }

  async start(request: BuildRequest): Promise<string> {
    await this.#load()
    const ready = await prepared(request)
    const job: Running['job'] = { id: null }
    const begun: string[] = []
    job.id = this.#options.startJob(
      'build',
      buildName(ready),
      // One that is tried again from the tray is a build of its own.
      (signal, tell) => {
        const record = newRecord(ready)
        begun.push(record.id)
        return this.#run(record, job, signal, tell)
      },
      { again: true },
    )
    const same = [...this.#running].find(([, running]) => running.job.id === job.id)
    const id = begun[0] ?? same?.[0]
    this.#showOwn(id)
    if (id !== undefined) return id
    throw new BerthError('conflict', `${buildName(ready)} is being built already.`, {
      hint: 'Let it end, or cancel it.',
    })
  }

  async detail(id: string, signal: AbortSignal): Promise<BuildDetail> {
    await this.#load()
    const record = this.#records.get(id)
    if (record) {
      const { request, failed, image, cut } = record
      const text = await readFile(this.#store.dockerfile(id), 'utf8').catch(() => null)
      const name = path.basename(request.dockerfile ?? 'Dockerfile')
      const dockerfile = text === null ? null : { name, text }
      return { row: this.#ownRow(record), request, failed, dockerfile, facts: [], image, cut }
    }
    const found = await inspectBuild(this.#docker, refOf(id), signal)
    const row = this.#table.get(id)
    if (!row) throw gone()
    const { context, target, error, failed, facts, image, cancelled } = found
    const state = cancelled ? 'cancelled' : row.state
    return {
      row: { ...row, state, context, target, error },
      request: null,
      failed,
      dockerfile: null,
      facts,
      image,
      cut: false,
    }
  }

  async *follow(id: string, signal: AbortSignal): AsyncGenerator<BuildUpdate, void> {
    await this.#load()
    const tree = new BuildTree()
    const live = this.#running.get(id)
    for await (const lines of this.#lines(id, live, signal)) {
      const update = tree.push(lines)
      if (update.steps.length > 0 || update.lines.length > 0) yield update
      if (live && this.#running.has(id)) await pause(updateMs, undefined, { signal }).catch(() => undefined)
    }
  }

  async look(asked: Looked, signal: AbortSignal): Promise<DockerfileView> {
    const buildxDir = path.join(this.#options.dir, `.look-${randomUUID()}`)
    const ready = await placed(asked)
    await makeBuildxConfig(buildxDir, this.#options.dockerConfig)
    try {
      return await lookAtDockerfile(this.#docker, ready, { BUILDX_CONFIG: buildxDir }, signal)
    } finally {
      await dropBuildxConfig(buildxDir)
    }
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.#load()
    if (ids.some((id) => this.#running.has(id)))
      throw new BerthError('conflict', 'A build that runs cannot be removed.', { hint: 'Cancel it first.' })
    const refs = ids.flatMap((id) => {
      const record = this.#records.get(id)
      return record ? (record.ref ?? []) : refOf(id)
    })
    const known = new Set(this.#others.records.map(({ ref }) => ref))
    const there = refs.filter((ref) => known.has(ref))
    if (there.length > 0) await forgetBuilds(this.#docker, there, AbortSignal.timeout(60_000))
    this.#others.forget(there)
    // Only now: of a build that is not ours any more, the engine's own record would be shown as another client's.
    for (const id of ids)
      if (this.#records.has(id)) {
        await this.#store.remove(id)
        this.#records.delete(id)
      }
    this.#show()
  }

  async #run(record: BuildRecord, job: Running['job'], signal: AbortSignal, tell: Tell): Promise<void> {
    const { id } = record
    const buildxDir = this.#store.buildxDir(id)
    const metadataFile = path.join(this.#store.folder(id), 'metadata.json')
    const opened = this.#open(record)
    this.#running.set(id, { job, opened })
    this.#records.set(id, record)
    let ended: Awaited<ReturnType<typeof runBuild>>
    try {
      const log = await opened
      const changed = (now: BuildRecord): void => {
        this.#records.set(id, now)
        this.#showOwn(id)
      }
      const { docker } = this.#options
      ended = await runBuild({ docker, record, log, buildxDir, metadataFile, changed, tell }, signal)
      await log.close()
    } catch (thrown) {
      const error = toBerthError(thrown)
      const endedAt = new Date().toISOString()
      ended = { record: { ...record, state: 'failed', endedAt, error: error.message }, error }
    }
    this.#running.delete(id)
    this.#records.set(id, ended.record)
    await this.#settle(ended.record, [buildxDir, metadataFile])
    if (ended.error) throw ended.error
  }

  async #open(record: BuildRecord): Promise<LogFile> {
    const { id, request } = record
    await this.#store.save(record)
    await makeBuildxConfig(this.#store.buildxDir(id), this.#options.dockerConfig)
    const dockerfile = await dockerfileOf(request)
    if (dockerfile) await writeFile(this.#store.dockerfile(id), dockerfile.text, { mode: 0o600 })
    return LogFile.create(this.#store.logFile(id))
  }

  /** Keeps what became of a build, and lets the oldest ones go. A full disk must not make a good build a bad one. */
  async #settle(record: BuildRecord, leftovers: readonly string[]): Promise<void> {
    try {
      await this.#store.save(record)
      for (const left of leftovers) await rm(left, { recursive: true, force: true })
      for (const id of await this.#store.surplus([...this.#records.values()])) {
        await this.#store.remove(id)
        this.#records.delete(id)
      }
    } catch (thrown) {
      this.#options.log.warn({ error: toBerthError(thrown).message }, 'a build was not kept')
    }
    this.#show()
    this.#others.look()
  }

  async *#lines(id: string, live: Running | undefined, signal: AbortSignal): AsyncGenerator<string[], void> {
    if (this.#records.has(id)) {
      const log = live ? await live.opened : null
      yield* readLog(this.#store.logFile(id), log, signal)
      return
    }
    const ref = refOf(id)
    yield* handOver((give, both) => historyLog(this.#docker, ref, both, give), signal)
  }

  #load(): Promise<void> {
    this.#loaded ??= this.#store.load().then((records) => {
      for (const record of records) this.#records.set(record.id, record)
    })
    return this.#loaded
  }

  /** The whole list as it is now, to those that watch. */
  #show(): void {
    this.#changed.publish(undefined)
    const rows = this.#rows()
    if (!this.#shown) {
      this.#shown = true
      this.#table.replace(rows)
      return
    }
    const ids = new Set(rows.map(({ id }) => id))
    for (const row of rows) this.#table.set(row)
    for (const { id } of this.#table.rows()) if (!ids.has(id)) this.#table.delete(id)
  }

  #rows(): BuildRow[] {
    const own = [...this.#records.values()]
    const refs = new Set(own.map(({ ref }) => ref))
    const others = this.#others.records.filter(({ ref }) => !refs.has(ref))
    return [...own.map((record) => this.#ownRow(record)), ...others.map(otherRow)]
  }

  #showOwn(id: string | undefined): void {
    this.#changed.publish(undefined)
    const record = this.#records.get(id ?? '')
    if (!record || !this.#shown) return
    this.#table.set(this.#ownRow(record))
    // The engine's own record of it is no other build.
    if (record.ref !== null) this.#table.delete(record.ref)
  }

  #ownRow(record: BuildRecord): BuildRow {
    const { id, name, state, startedAt, endedAt, steps, error, request } = record
    const { context, target } = request
    const jobId = this.#running.get(id)?.job.id ?? null
    return { id, name, origin: 'berth', state, startedAt, endedAt, steps, context, target, error, jobId }
  }
}

function otherRow({ ref, name, state, startedAt, endedAt, steps }: EngineRecord): BuildRow {
  const unknown = { context: null, target: null, error: null, jobId: null }
  return { id: ref, name: name || ref, origin: 'other', state, startedAt, endedAt, steps, ...unknown }
}

function newRecord(request: BuildRequest): BuildRecord {
  return {
    id: randomUUID(),
    name: buildName(request),
    request,
    state: 'running',
    startedAt: new Date().toISOString(),
    endedAt: null,
    steps: { done: 0, total: 0, cached: 0 },
    error: null,
    failed: null,
    ref: null,
    image: null,
    cut: false,
  }
}

function refOf(id: string): string {
  const ref = BuildRef.safeParse(id)
  if (!ref.success) throw gone()
  return ref.data
}

function gone(): BerthError {
  return new BerthError('not-found', 'This build is no longer on the list.', {
    hint: 'It was removed, or the engine let it go.',
  })
}
