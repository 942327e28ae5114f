import type { UpdateState } from '../../api/schema/update.ts'
import type { Log } from '../../base/log.ts'
import { Topic } from '../../base/topic.ts'
import { checkEveryMs, firstCheckMs, isHeldBack, notNow, type NotNow } from './not-now.ts'
import { updateAfter, type UpdateEvent } from './state.ts'

/** What is asked of electron-updater: its `autoUpdater` fits. Staged rollout is its own: it draws this installation's number. */
export interface UpdaterBackend {
  autoDownload: boolean
  autoInstallOnAppQuit: boolean
  allowDowngrade: boolean
  channel: string | null
  checkForUpdates(): Promise<{
    readonly isUpdateAvailable: boolean
    readonly updateInfo: { readonly version: string }
  } | null>
  downloadUpdate(): Promise<unknown>
  quitAndInstall(isSilent?: boolean, isForceRunAfter?: boolean): void
  on(event: 'download-progress', listener: (progress: { readonly percent: number }) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
}

export interface UpdaterOptions {
  readonly backend: UpdaterBackend
  readonly settings: () => { readonly channel: string; readonly automatic: boolean }
  readonly said: { read(): Promise<NotNow | null>; write(said: NotNow): Promise<void> }
  /** Stops the machine in order, so that the new version finds a disk at rest, and ends the host; rejects when it cannot. */
  readonly prepare: () => Promise<void>
  /** Undoes that: the update was not installed after all. */
  readonly recover: () => void
  readonly log: Log
  readonly now?: () => number
}

/**
 * Looks for updates and fetches them, if that is wanted; installs them only when the user says so. What was put off is neither
 * fetched nor mentioned until its time has come.
 */
export class Updater {
  readonly changes = new Topic<UpdateState>()
  readonly #options: UpdaterOptions
  #state: UpdateState = { kind: 'none', checkedAt: null }
  #timer: NodeJS.Timeout | null = null

  constructor(options: UpdaterOptions) {
    this.#options = options
    const { backend } = options
    // All three are ours to decide.
    backend.autoDownload = false
    backend.autoInstallOnAppQuit = false
    backend.allowDowngrade = false
    backend.on('download-progress', ({ percent }) => this.#apply({ kind: 'progress', percent }))
    // All else that fails is told to who asked; an installer that does not start is told here only.
    backend.on('error', (error) => {
      if (this.#state.kind === 'installing') this.#notInstalled(error)
    })
  }

  get state(): UpdateState {
    return this.#state
  }

  /** Looks by itself from now on, as often as the settings want. */
  watch(): void {
    const look = (): void => {
      if (this.#options.settings().automatic) void this.check({ asked: false })
      this.#timer = setTimeout(look, checkEveryMs)
      this.#timer.unref()
    }
    this.#timer = setTimeout(look, firstCheckMs)
    this.#timer.unref()
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
  }

  /** Looks now. When the user `asked`, what was put off is told, too; else it is not even fetched. Never rejects. */
  async check({ asked }: { readonly asked: boolean }): Promise<void> {
    const { backend, settings, said } = this.#options
    this.#apply({ kind: 'check' })
    if (this.#state.kind !== 'checking') return
    try {
      backend.channel = settings().channel === 'stable' ? 'latest' : settings().channel
      // Naming a channel allows it again; the older version would not know the newer one's disk.
      backend.allowDowngrade = false
      const found = await backend.checkForUpdates()
      if (!found) {
        this.#apply({ kind: 'no-feed' })
        return
      }
      const version = found.isUpdateAvailable ? found.updateInfo.version : null
      if (version === null || (!asked && isHeldBack(await said.read(), version, this.#now()))) {
        this.#apply({ kind: 'nothing-new', at: this.#now() })
        return
      }
      this.#apply({ kind: 'found', version })
      if (settings().automatic) await this.fetch()
    } catch (thrown) {
      this.#failed(thrown)
    }
  }

  /** Fetches what is offered. Never rejects. */
  async fetch(): Promise<void> {
    this.#apply({ kind: 'fetch' })
    if (this.#state.kind !== 'fetching') return
    const { version } = this.#state
    try {
      await this.#options.backend.downloadUpdate()
      this.#apply({ kind: 'fetched', version })
    } catch (thrown) {
      this.#failed(thrown)
    }
  }

  /** Puts off what is offered or fetched. */
  async putOff(choice: 'later' | 'skip'): Promise<void> {
    const state = this.#state
    if (state.kind !== 'available' && state.kind !== 'ready') return
    await this.#options.said.write(notNow(state.version, choice, this.#now()))
    this.#state = { kind: 'none', checkedAt: this.#now() }
    this.changes.publish(this.#state)
  }

  /** Installs what is fetched: the machine is stopped in order first, and the app comes back by itself. Never rejects. */
  async install(): Promise<void> {
    this.#apply({ kind: 'install' })
    if (this.#state.kind !== 'installing') return
    try {
      await this.#options.prepare()
    } catch (thrown) {
      this.#failed(thrown)
      return
    }
    try {
      this.#options.backend.quitAndInstall(true, true)
    } catch (thrown) {
      this.#notInstalled(thrown)
    }
  }

  #notInstalled(thrown: unknown): void {
    this.#failed(thrown)
    this.#options.recover()
  }

  #failed(thrown: unknown): void {
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    this.#options.log.warn({ error: message }, 'the update failed')
    this.#apply({ kind: 'error', message })
  }

  #apply(event: UpdateEvent): void {
    const next = updateAfter(this.#state, event)
    if (next === this.#state) return
    this.#state = next
    this.changes.publish(next)
  }

  #now(): number {
    return this.#options.now?.() ?? Date.now()
  }
}
