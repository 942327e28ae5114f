import { utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron'
import { UtilityWord, type UtilityRequest } from '../api/schema/utility.ts'
import type { Log } from '../base/log.ts'
import { Topic } from '../base/topic.ts'
import { Attempts } from './attempts.ts'

export type HostState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'up'; readonly attached: boolean }
  /** it ended unasked; the next try comes by itself */
  | { readonly kind: 'again'; readonly exitCode: number }
  /** too many tries, or one that cannot succeed */
  | { readonly kind: 'failed'; readonly message: string | null; readonly hint: string | null }
  | { readonly kind: 'ended' }

type Caller = UtilityRequest['caller']

export interface HostProcessOptions {
  /** the host's program */
  readonly program: string
  readonly env: NodeJS.ProcessEnv
  readonly log: Log
  /** milliseconds before the second try; doubled with each */
  readonly retryMs?: number
}

/** Tries within a minute: a host that cannot live is not started for ever. */
const mostTries = 5
const withinMs = 60_000

/** Milliseconds that it has to end; the machine is at rest by then, and a host that hangs keeps nobody from quitting. */
const endMs = 10_000

/** Ports that may wait for a host; those of a page that keeps asking push out its oldest. */
const mostWaiting = 8

/** The host in a process of its own beside the window's: a crash of either leaves the other alone, and it is started again. */
export class HostProcess {
  readonly changes = new Topic<HostState>()
  readonly #options: HostProcessOptions
  readonly #attempts = new Attempts(mostTries, withinMs)
  #state: HostState = { kind: 'starting' }
  #child: UtilityProcess | null = null
  #waiting: { port: MessagePortMain; caller: Caller }[] = []
  #timer: NodeJS.Timeout | null = null

  constructor(options: HostProcessOptions) {
    this.#options = options
  }

  get state(): HostState {
    return this.#state
  }

  /** Starts it, also anew after it was given up. */
  start(): void {
    this.#attempts.forget()
    this.#launch(0)
  }

  /** Gives a port to the host: at once, or as soon as there is one. */
  connect(port: MessagePortMain, caller: Caller): void {
    if (this.#state.kind === 'up' && this.#child) this.#hand(this.#child, port, caller)
    else if (this.#state.kind === 'ended') port.close()
    else {
      this.#waiting.push({ port, caller })
      if (this.#waiting.length > mostWaiting) this.#waiting.shift()?.port.close()
    }
  }

  /** Ends it for good, as it ends at a signal; resolves when it has gone, or should have. */
  async end(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    for (const { port } of this.#waiting.splice(0)) port.close()
    const child = this.#child
    this.#set({ kind: 'ended' })
    if (!child) return
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    child.kill()
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, endMs))])
  }

  #launch(exitCode: number): void {
    const attempt = this.#attempts.next()
    if (attempt === null) {
      this.#giveUp(null, null)
      return
    }
    this.#set(attempt === 1 ? { kind: 'starting' } : { kind: 'again', exitCode })
    const waitMs = attempt === 1 ? 0 : (this.#options.retryMs ?? 250) * 2 ** (attempt - 2)
    this.#timer = setTimeout(() => this.#fork(), waitMs)
  }

  #fork(): void {
    const { program, env, log } = this.#options
    const child = utilityProcess.fork(program, [], {
      env: { ...env },
      stdio: 'ignore',
      serviceName: 'Berth host',
    })
    this.#child = child
    let failed = false
    child.on('message', (message: unknown) => {
      const word = UtilityWord.safeParse(message).data
      if (word?.kind === 'ready') this.#ready(child, word.attached)
      if (word?.kind === 'failed') {
        failed = true
        this.#giveUp(word.error.message, word.error.hint)
      }
    })
    child.once('exit', (code) => {
      if (this.#child === child) this.#child = null
      if (this.#state.kind === 'ended' || failed) return
      log.warn({ code }, 'the host process ended')
      this.#launch(code)
    })
  }

  #ready(child: UtilityProcess, attached: boolean): void {
    this.#set({ kind: 'up', attached })
    for (const { port, caller } of this.#waiting.splice(0)) this.#hand(child, port, caller)
  }

  #hand(child: UtilityProcess, port: MessagePortMain, caller: Caller): void {
    const request: UtilityRequest = { kind: 'connect', caller }
    child.postMessage(request, [port])
  }

  #giveUp(message: string | null, hint: string | null): void {
    this.#options.log.error({ message }, 'the host process is not started any more')
    this.#set({ kind: 'failed', message, hint })
  }

  #set(state: HostState): void {
    this.#state = state
    this.changes.publish(state)
  }
}
