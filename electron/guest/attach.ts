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
  deadlineMs: 180_000,
  hint: 'Look at "berth logs engine" for what keeps it from answering.',
}

/**
 * From a running machine to an answering engine, as named steps. The socket listens already: the engine is asked
 * through it while the clock is set, so that nothing waits that need not.
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

  const clock = steps.run(setClock, (signal, progress) =>
    parts.commands.setClock(signal).catch((error: unknown) => {
      // A wrong clock is a nuisance, a machine that does not start because of it a worse one.
      if (signal.aborted) throw error
      progress(`Not set: ${toBerthError(error).message}`)
    }),
  )
  clock.catch(() => undefined)
  const engine = (signal: AbortSignal): Promise<EngineAnswer> =>
    pingEngine(parts.engineSocket, signal, startEngine.deadlineMs)
  const answer = await steps.run(startEngine, engine)
  await clock
  return answer
}
