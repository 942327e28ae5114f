import type * as Electron from 'electron'
import { Emitter } from './events.ts'
import type { Faithful, Held } from './faithful.ts'
import type { FakePortMain } from './ports.ts'

/** A process that is none: what a test puts in `run` plays its part, over real message channels. */
export class FakeUtility extends Emitter {
  readonly pid: number | undefined = 4711
  readonly test: {
    readonly program: string
    readonly args: readonly string[]
    readonly options: Electron.ForkOptions
    /** what the child sees: `process.parentPort` */
    readonly parent: Emitter & { postMessage(message: unknown): void }
    readonly ports: FakePortMain[]
    exited: boolean
    exit(code: number): void
  }

  constructor(program: string, args: readonly string[], options: Electron.ForkOptions) {
    super()
    const parent = Object.assign(new Emitter(), {
      // A message is on its way for a while, and what a process said before it ended still arrives.
      postMessage: (message: unknown) => void setImmediate(() => this.emit('message', message)),
    })
    this.test = {
      program,
      args,
      options,
      parent,
      ports: [],
      exited: false,
      exit: (code) => {
        if (this.test.exited) return
        this.test.exited = true
        for (const port of this.test.ports) port.close()
        setImmediate(() => this.emit('exit', code))
      },
    }
  }

  postMessage(message: unknown, transfer: Electron.MessagePortMain[] = []): void {
    const ports = transfer as unknown as FakePortMain[]
    this.test.ports.push(...ports)
    setImmediate(() => this.test.parent.emit('message', { data: message, ports }))
  }

  kill(): boolean {
    this.test.exit(0)
    return true
  }
}

export const utilityProcess = {
  test: { forked: [] as FakeUtility[], run: (_child: FakeUtility): void => undefined },
  fork(program: string, args: string[] = [], options: Electron.ForkOptions = {}): FakeUtility {
    const child = new FakeUtility(program, args, options)
    utilityProcess.test.forked.push(child)
    setImmediate(() => utilityProcess.test.run(child))
    return child
  },
}

export type HeldUtility = Held<Faithful<FakeUtility, Electron.UtilityProcess>, FakeUtility>
