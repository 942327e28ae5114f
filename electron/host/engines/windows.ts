import { access } from 'node:fs/promises'
import { windowsEngine } from '../../api/schema/own-engine.ts'
import type { WindowsContainersAdded, WindowsContainersView } from '../../api/schema/windows-containers.ts'
import type { WindowsContainersService } from '../../api/services/windows-containers.ts'
import { BerthError } from '../../base/errors.ts'
import { emptyEngine, engineBytes, engineVersion } from '../../engine/index.ts'
import type { Driver } from '../../machine/index.ts'
import type { DockerContext } from '../docker-context.ts'
import type { HostEngines } from './service.ts'

export interface WindowsContainersParts {
  readonly engine: NonNullable<Driver['windowsEngine']>
  /** dockerd.exe, as the package has it */
  readonly program: string
  /** the docker context of an engine that answers there */
  readonly context: (socket: string) => DockerContext
  /** that of Berth's own engine */
  readonly ownContext: DockerContext
}

const never = new AbortController().signal
const answerMs = 2000

/** Windows' own engine beside the machine's: found wherever it answers, set up and removed on request. */
export class WindowsContainers implements WindowsContainersService {
  readonly #parts: WindowsContainersParts

  constructor(parts: WindowsContainersParts) {
    this.#parts = parts
  }

  /** Where Berth's own service answers, once it runs. */
  get pipe(): string {
    return this.#parts.engine.pipe
  }

  /** Where an engine for Windows containers answers now; it is one by what it says of itself. */
  async find(): Promise<string | null> {
    const found = await Promise.all(
      this.#parts.engine.pipes.map(async (pipe) => {
        const signal = AbortSignal.timeout(answerMs)
        const { system } = await engineVersion(pipe, signal).catch(() => ({ system: '' }))
        return system.startsWith('windows/') ? pipe : null
      }),
    )
    return found.find((pipe) => pipe !== null) ?? null
  }

  /** The docker context goes along with a switch between the two, where it is one of ours. Never rejects. */
  async switched(to: 'windows' | 'own'): Promise<void> {
    const { context, ownContext } = this.#parts
    const windows = context((await this.find()) ?? this.pipe)
    await (to === 'windows' ? windows.takeOver(ownContext) : ownContext.takeOver(windows))
  }

  /** The docker context leads to the engine, where there is one. Never rejects. */
  async keepContext(): Promise<void> {
    const found = await this.find()
    if (found !== null) await this.#parts.context(found).keep()
  }

  /** Takes the docker context away, wherever the engine answers. Never rejects. */
  async removeContext(): Promise<void> {
    for (const pipe of this.#parts.engine.pipes) await this.#parts.context(pipe).remove()
  }

  async look(signal: AbortSignal): Promise<WindowsContainersView> {
    const [{ state, data, kept }, found] = await Promise.all([this.#parts.engine.look(signal), this.find()])
    const isOurs = state === 'running' && found === this.pipe
    return {
      state: state === 'absent' && found !== null ? 'elsewhere' : state,
      ...{ data, kept },
      bytes: isOurs ? await engineBytes(found, signal).catch(() => null) : null,
    }
  }

  async add(): Promise<WindowsContainersAdded> {
    const { engine, program, context } = this.#parts
    await access(program).catch((cause: unknown) => {
      throw new BerthError('not-found', `This Berth came without ${program}.`, {
        hint: 'Install Berth anew: the package for Windows has it.',
        cause,
      })
    })
    const added = await engine.add(program, never)
    await context(this.pipe).keep()
    return added
  }

  async remove({ deleteData }: { deleteData: boolean }): Promise<void> {
    const { engine, context, ownContext } = this.#parts
    // Layers are Windows' to take apart, by the engine: as files alone they resist.
    if (deleteData && (await engine.look(never)).state === 'running') await emptyEngine(this.pipe, never)
    await engine.remove(deleteData, never)
    const windows = context(this.pipe)
    await ownContext.takeOver(windows)
    await windows.remove()
  }
}

/** As it is served: who looks at the engine that goes is shown Berth's own, and the list follows. */
export function served(
  windows: WindowsContainersService,
  engines: () => Pick<HostEngines, 'without' | 'ownServices'>,
): WindowsContainersService {
  return {
    look: (signal) => windows.look(signal),
    async add() {
      const added = await windows.add()
      await engines().ownServices.engines.look()
      return added
    },
    remove: (options) => engines().without(windowsEngine, () => windows.remove(options)),
  }
}

/** Where there is no Windows, there are none of its containers. */
export const noWindowsContainers: WindowsContainersService = {
  look: () => notHere(),
  add: () => notHere(),
  remove: () => notHere(),
}

async function notHere(): Promise<never> {
  throw new BerthError('bad-input', 'Only Windows runs Windows containers.', {
    hint: 'Use an image for Linux, or a computer with Windows.',
  })
}
