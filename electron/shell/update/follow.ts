import { Notification } from 'electron'
import path from 'node:path'
import type { UpdateAct, UpdateState } from '../../api/schema/update.ts'
import type { Log } from '../../base/log.ts'
import type { Api } from '../host-client.ts'
import type { Quit } from '../quit.ts'
import type { ShellWatch } from '../state.ts'
import type { Words } from '../words/index.ts'
import { loadBackend } from './backend.ts'
import { SaidFile } from './said-file.ts'
import { Updater } from './updater.ts'

export interface UpdateParts {
  readonly api: Api
  readonly watch: ShellWatch
  readonly quit: Quit
  readonly words: () => Words
  readonly show: (address: string) => void
  /** where the app keeps what is its own */
  readonly profile: string
  readonly log: Log
}

/** Where the page tells of updates. */
export const updatesAddress = '/settings#updates'

/** Looks for updates, tells the page where they stand, does what is asked there, and has the system tell of what is ready. */
export class Updates {
  readonly #parts: UpdateParts
  #updater: Updater | null = null
  #state: UpdateState = { kind: 'off' }
  #told: string | null = null
  #notification: Notification | null = null

  constructor(parts: UpdateParts) {
    this.#parts = parts
    const { watch } = parts
    watch.updateActs.subscribe((act) => void this.act(act))
    let isUp = false
    watch.changes.subscribe(({ host }) => {
      // A host that is new knows nothing of it.
      if (!isUp && host.kind === 'up') this.#tell()
      isUp = host.kind === 'up'
    })
  }

  /** Begins to look, if this build has where to. */
  async start(): Promise<void> {
    const { watch, quit, profile, log } = this.#parts
    const backend = await loadBackend(log)
    if (!backend) return
    const updater = new Updater({
      backend,
      settings: () => {
        const { updateChannel, updateAutomatic } = watch.now.settings
        return { channel: updateChannel, automatic: updateAutomatic }
      },
      said: new SaidFile(path.join(profile, 'update.json')),
      prepare: () => quit.forUpdate(),
      recover: () => quit.stay(),
      log,
    })
    this.#updater = updater
    updater.changes.subscribe((state) => this.#set(state))
    this.#set(updater.state)
    updater.watch()
  }

  /** Does what the user wants; what cannot be done now changes nothing. */
  async act(act: UpdateAct): Promise<void> {
    const updater = this.#updater
    if (act === 'check') await updater?.check({ asked: true })
    else if (act === 'later' || act === 'skip') await updater?.putOff(act)
    else await updater?.[act]()
  }

  #set(state: UpdateState): void {
    this.#state = state
    this.#tell()
    if (state.kind === 'ready' && this.#told !== state.version) this.#announce(state.version)
  }

  #tell(): void {
    const { api } = this.#parts
    api.desktop.tellUpdate.mutate({ state: this.#state }).catch(() => undefined)
  }

  #announce(version: string): void {
    this.#told = version
    if (!Notification.isSupported()) return
    const { update } = this.#parts.words()
    // Kept: one that is let go forgets what a click does.
    this.#notification = new Notification({ title: update.ready(version), body: update.readyDetail })
    this.#notification.on('click', () => this.#parts.show(updatesAddress))
    this.#notification.show()
  }
}
