import { stat } from 'node:fs/promises'
import path from 'node:path'
import { BerthError } from '../../base/errors.ts'
import type { HypervisorLook, Need } from '../driver.ts'
import type { HyperV } from './hyper-v.ts'
import { judgeNeeds, type Facts } from './needs.ts'
import type { PowerShell } from './powershell.ts'
import { setUp } from './set-up.ts'

export const hypervReason = 'Hyper-V is used: the machine runs on the hypervisor of Windows.'

/** This computer, as far as Hyper-V needs it to be in a certain way. */
export class WindowsComputer {
  readonly #shell: PowerShell
  readonly #hyperV: HyperV
  readonly #folder: string
  /** one that had all that is needed is not looked at again before each start: Hyper-V's own errors tell as well */
  #known: { version: string } | null = null

  /** `folder`: where the machine's disks are, or will be. */
  constructor(shell: PowerShell, hyperV: HyperV, folder: string) {
    this.#shell = shell
    this.#hyperV = hyperV
    this.#folder = folder
  }

  /** Rejects with `hypervisor-missing` and the first thing that has to be put right. */
  async check(signal: AbortSignal): Promise<{ version: string }> {
    if (this.#known) return this.#known
    const { facts, missing } = await this.#look(signal)
    if (missing)
      throw new BerthError('hypervisor-missing', missing.sentence, {
        hint: missing.fix === null ? missing.hint : `${missing.hint} "berth doctor" tells more.`,
      })
    return (this.#known = { version: versionOf(facts) })
  }

  async look(signal: AbortSignal): Promise<HypervisorLook> {
    const { facts, needs, missing } = await this.#look(signal)
    const runs = missing ? false : (await this.#hyperV.inspect(signal)).state === 'running'
    return {
      version: versionOf(facts),
      needs,
      accelerators: [{ name: 'hyperv', refused: missing?.sentence ?? null }],
      running: runs ? { accelerator: 'hyperv', reason: hypervReason } : null,
    }
  }

  async setUp(signal: AbortSignal): Promise<void> {
    const { facts } = await this.#look(signal)
    this.#known = null
    await setUp(this.#shell, facts, signal)
  }

  async #look(signal: AbortSignal): Promise<{ facts: Facts; needs: Need[]; missing: Need | undefined }> {
    const folder = await existing(this.#folder)
    const facts = await this.#hyperV.look(folder, signal)
    const needs = judgeNeeds(facts, folder)
    return { facts, needs, missing: needs.find(({ state }) => state === 'failed') }
  }
}

const versionOf = ({ build }: Facts): string => `Hyper-V of Windows build ${build}`

/** The folder, or the nearest above it that there is. */
async function existing(folder: string): Promise<string> {
  const above = path.dirname(folder)
  return above === folder || (await stat(folder).catch(() => null)) ? folder : existing(above)
}
