import type { Duplex } from 'node:stream'
import { toBerthError } from '../base/errors.ts'
import type { StepPlan, StepRunner } from '../base/steps.ts'
import type { GuestCommands } from './commands.ts'
import { pingEngine, type EngineAnswer } from './forward/probe.ts'
import type { GuestLink } from './link.ts'

/** The way to the guest that a running machine offers. */
export interface GuestAccess {
  /** a new byte stream to the guest's sshd */
  connect(signal: AbortSignal): Promise<Duplex>
  /** `host:port` of the guest's sshd for other programs of this user's; null, or not there, where only `connect` leads to it */
  address?(): string | null
  /** resolves when the guest's sshd listens, as far as its console tells; rejects when the guest failed */
  sshReady(signal: AbortSignal): Promise<void>
}

/** How the machine came to run: only a cold start has to wait for its sshd. */
export type AttachKind = 'cold' | 'resume' | 'adopt'

const waitForGuest: StepPlan = {
  name: 'Wait for the guest',
  deadlineMs: 180_000,
  hint: 'Look at "berth logs machine" for how far Alpine came.',
}
const connect: StepPlan = {
  name: 'Connect to the guest',
  deadlineMs: 90_000,
  hint: 'Look at "berth logs machine"; "berth stop --force" and "berth start --cold" start from nothing.',
}
const setClock: StepPlan = {
  name: 'Set the clock',
  deadlineMs: 30_000,
  hint: '"berth stop --force" and "berth start --cold" start from nothing.',
}
const startEngine: StepPlan = {
  name: 'Start the engine',
  // Time for an emulated engine to end twice with settings that it does not start with, and to come up without them.
  deadlineMs: 300_000,
  hint: 'Look at "berth logs engine" for what keeps it from answering.',
}

/**
 * From a running machine to an answering engine and a right clock, as named steps. The engine is asked through its
 * socket on the host, which listens already.
 *
 * @throws BerthError of the step that failed
 */
export async function attachSteps(
  parts: { link: GuestLink; commands: GuestCommands; engineSocket: string },
  access: GuestAccess,
  steps: StepRunner,
  kind: AttachKind,
): Promise<EngineAnswer> {
  if (kind === 'cold') await steps.run(waitForGuest, (signal) => access.sshReady(signal))
  await steps.run(connect, (signal) => parts.link.open(signal))

  const adjustClock = (): Promise<void> =>
    steps.run(setClock, (signal, progress) =>
      parts.commands.setClock(signal).catch((error: unknown) => {
        // A wrong clock is a nuisance, a machine that does not start because of it a worse one.
        if (signal.aborted) throw error
        progress(`Not set: ${toBerthError(error).message}`)
      }),
    )
  const askEngine = (): Promise<EngineAnswer> =>
    steps.run(startEngine, (signal) => pingEngine(parts.engineSocket, signal, startEngine.deadlineMs))

  if (kind === 'cold') {
    // The engine takes seconds yet: the clock is right before its first container runs.
    const clock = adjustClock()
    clock.catch(() => undefined)
    const answer = await askEngine()
    await clock
    return answer
  }
  // The engine runs already: processes for the clock would only stand in the way of its answer.
  const answer = await askEngine()
  await adjustClock()
  return answer
}
