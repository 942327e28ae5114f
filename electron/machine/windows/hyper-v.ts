import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { Facts } from './needs.ts'
import type { PowerShell } from './powershell.ts'

/** A list, or what Windows PowerShell makes of one: it wraps some in an object, and leaves an empty one out. */
const list = z.preprocess(
  (value) => {
    const inner = value !== null && typeof value === 'object' && 'value' in value ? value.value : value
    if (inner === null || inner === undefined) return []
    return Array.isArray(inner) ? (inner as unknown[]) : [inner]
  },
  z.array(z.string().max(200)).max(200),
)

const Inspected = z.discriminatedUnion('found', [
  z.object({ found: z.literal(false) }),
  z.object({
    found: z.literal(true),
    id: z.string(),
    // As text where it came through another session ("deserialised").
    state: z.union([z.number(), z.string()]),
    stateName: z.string(),
  }),
])

/** What the machine does. `changing` is every state between two others, and any that is not known. */
export type VmState = 'gone' | 'off' | 'running' | 'saved' | 'paused' | 'starved' | 'changing'

/** Windows' Default Switch, by the identifier that is the same everywhere; its name is in Windows' language. */
export const defaultSwitch = 'c08cb7b8-9b3c-408e-8e30-5e16a3aeb444'

const quickMs = 30_000
const slowMs = 120_000
const never = new AbortController().signal

/** Hyper-V's answers to the scripts, for the machine of one name. */
export class HyperV {
  readonly #shell: PowerShell
  readonly #name: string

  constructor(shell: PowerShell, name: string) {
    this.#shell = shell
    this.#name = name
  }

  async inspect(signal = never): Promise<{ state: VmState; id: string | null }> {
    const answer = await this.#shell.run('inspect', { Name: this.#name }, { ms: quickMs, signal })
    const seen = Inspected.parse(answer)
    return seen.found ? { state: stateOf(seen), id: seen.id } : { state: 'gone', id: null }
  }

  async make(
    machine: {
      folder: string
      cpus: number
      memoryMiB: number
      consolePipe: string
      disks: readonly string[]
    },
    signal: AbortSignal,
  ): Promise<void> {
    const data = {
      Name: this.#name,
      Folder: machine.folder,
      SwitchId: defaultSwitch,
      Cpus: machine.cpus,
      MemoryBytes: machine.memoryMiB * 2 ** 20,
      ConsolePipe: machine.consolePipe,
      Disks: machine.disks,
    }
    await this.#shell.run('make', data, { ms: slowMs, signal })
  }

  async act(script: 'start' | 'save' | 'drop-saved' | 'remove', signal = never): Promise<void> {
    await this.#shell.run(script, { Name: this.#name }, { ms: slowMs, signal })
  }

  async stop(turnOff: boolean): Promise<void> {
    await this.#shell.run('stop', { Name: this.#name, TurnOff: turnOff }, { ms: slowMs, signal: never })
  }

  async addresses(signal: AbortSignal): Promise<string[]> {
    const answer = await this.#shell.run('addresses', { Name: this.#name }, { ms: quickMs, signal })
    const { told, near } = z.object({ told: list, near: list }).parse(answer)
    return [...told, ...near]
  }

  async look(folder: string, signal: AbortSignal): Promise<Facts> {
    const data = { Folder: folder, SwitchId: defaultSwitch }
    return Facts.parse(await this.#shell.run('look', data, { ms: quickMs, signal }))
  }
}

/** By its number, and by its name, which is English everywhere, where that is not one of the numbers known. */
export function stateOf({ state, stateName }: { state: number | string; stateName: string }): VmState {
  if (/Critical$/.test(stateName)) return 'starved'
  const byNumber: Readonly<Record<string, VmState>> = { 2: 'running', 3: 'off', 6: 'saved', 9: 'paused' }
  const byName: Readonly<Record<string, VmState>> = {
    Running: 'running',
    Off: 'off',
    Saved: 'saved',
    Paused: 'paused',
  }
  return byNumber[state] ?? byName[state] ?? byName[stateName] ?? 'changing'
}

/** How often a machine that changes is looked at. */
const settleMs = 200

/** What the machine comes to do; `changing` only where that takes longer than anybody should wait. */
export async function settled(hyperV: HyperV, withinMs = 60_000): Promise<VmState> {
  const until = performance.now() + withinMs
  for (;;) {
    const { state } = await hyperV.inspect()
    if (state !== 'changing' || performance.now() > until) return state
    await delay(settleMs)
  }
}

/** Hyper-V's list is one for all users and homes; the name says whose it is, and derives from where it lies. */
export function machineName(home: string): string {
  return `berth-${createHash('sha256').update(home).digest('hex').slice(0, 12)}`
}
