import { app, dialog } from 'electron'
import { fromClientError } from '../api/client/node.ts'
import type { OnQuit } from '../api/schema/settings.ts'
import { withDeadline } from '../base/deadline.ts'
import type { Log } from '../base/log.ts'
import type { Api } from './host-client.ts'
import type { HostProcess } from './host-process.ts'
import type { ShellWatch } from './state.ts'
import type { Words } from './words/index.ts'

export interface QuitParts {
  readonly api: Api
  readonly host: HostProcess
  readonly watch: ShellWatch
  readonly words: () => Words
  readonly log: Log
}

/** Milliseconds that bringing the machine to rest may take: a large memory on a slow disk, a container that is slow to stop. */
const restMs = 120_000

/** Milliseconds in which it must be done when the computer goes down: systems wait about so long (systemd: 5 s per default). */
const hurryMs = 4_500

const atWork: ReadonlySet<string> = new Set(['running', 'starting'])

/** Quits the app once: first the machine comes to rest, as the user has set it, then the host ends, then the app. */
export class Quit {
  readonly #parts: QuitParts
  #state: 'no' | 'under way' | 'done' = 'no'

  constructor(parts: QuitParts) {
    this.#parts = parts
    app.on('before-quit', (event) => {
      if (this.#state === 'done') return
      event.preventDefault()
      void this.run()
    })
  }

  /** By the user: may ask, and may be called off. */
  async run(): Promise<void> {
    if (this.#state !== 'no') return
    this.#state = 'under way'
    const settled = await this.#settle()
    if (settled) await this.#end()
    else this.#state = 'no'
  }

  /** The computer goes down: nobody is asked, and there is little time. */
  async hurry(): Promise<void> {
    if (this.#state === 'done') return
    this.#state = 'under way'
    // What is suspended in memory would not outlast the computer's restart.
    const outlasts = this.#parts.watch.now.machine?.status.suspends === 'to-disk'
    if (this.#works())
      await this.#rest(outlasts ? 'suspend' : 'stop', hurryMs).catch((thrown: unknown) => this.#tell(thrown))
    await this.#end()
  }

  /** For an update: the machine is stopped in order, and the host ends, whoever started it. The app goes when it is told to. */
  async forUpdate(): Promise<void> {
    if (this.#state !== 'no') throw new Error('The app is about to quit.')
    this.#state = 'under way'
    const { api, host } = this.#parts
    try {
      if (this.#works()) await this.#rest('stop', restMs)
      if (host.state.kind === 'up' && host.state.attached)
        await api.host.shutDown.mutate({ unlessUsed: false })
    } catch (thrown) {
      this.#state = 'no'
      throw fromClientError(thrown)
    }
    await host.end()
    this.#state = 'done'
  }

  /** The update was not installed after all: there is a host again, and a machine when the user wants one. */
  stay(): void {
    this.#state = 'no'
    this.#parts.host.start()
  }

  #works(): boolean {
    const { host, machine } = this.#parts.watch.now
    return host.kind === 'up' && atWork.has(machine?.status.state ?? '')
  }

  /** False for a machine that can only be stopped. */
  get #suspends(): boolean {
    return (this.#parts.watch.now.machine?.status.suspends ?? null) !== null
  }

  /** False when the user called it off. */
  async #settle(): Promise<boolean> {
    if (!this.#works()) return true
    const { watch, words } = this.#parts
    const { onQuit } = watch.now.settings
    const chosen = onQuit === 'ask' ? await ask(words(), this.#suspends) : onQuit
    if (chosen === null) return false
    // While the question was open, the machine may have become one that cannot be suspended.
    const act = this.#suspends ? chosen : 'stop'
    try {
      await this.#rest(act, restMs)
      return true
    } catch (thrown) {
      return insist(words(), this.#tell(thrown))
    }
  }

  async #rest(act: Exclude<OnQuit, 'ask'>, ms: number): Promise<void> {
    const { api } = this.#parts
    const deadline = { ms, message: 'It took too long.', hint: '' }
    await withDeadline(deadline, new AbortController().signal, async (signal) => {
      if (this.#parts.watch.now.machine?.status.state === 'starting')
        await api.machine.cancel.mutate(undefined, { signal })
      else if (act === 'stop') await api.machine.stop.mutate({ force: false }, { signal })
      else await api.machine.suspend.mutate(undefined, { signal })
    })
  }

  #tell(thrown: unknown): string {
    const { message } = fromClientError(thrown)
    this.#parts.log.warn({ message }, 'the machine did not come to rest before the app ended')
    return message
  }

  async #end(): Promise<void> {
    const { host, watch } = this.#parts
    watch.stop()
    await host.end()
    this.#state = 'done'
    app.quit()
  }
}

async function ask({ quit }: Words, suspends: boolean): Promise<'suspend' | 'stop' | null> {
  const acts = suspends ? (['suspend', 'stop'] as const) : (['stop'] as const)
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: quit.question,
    detail: suspends ? quit.detail : quit.onlyStopDetail,
    buttons: [...acts.map((act) => quit[act]), quit.cancel],
    defaultId: 0,
    cancelId: acts.length,
    noLink: true,
  })
  return acts[response] ?? null
}

/** Whether to quit though the machine runs on. */
async function insist({ quit }: Words, why: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: quit.failed,
    detail: quit.failedDetail(why),
    buttons: [quit.cancel, quit.anyway],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  return response === 1
}
