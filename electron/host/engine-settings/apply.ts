import type { EngineApplied } from '../../api/schema/engine-settings.ts'
import { BerthError, toBerthError } from '../../base/errors.ts'
import type { Guest } from '../../guest/index.ts'
import { causeIn, logLines, refusalWords } from './words.ts'

export interface TrialParts {
  readonly guest: Pick<Guest, 'engineSettings'>
  /** Resolves when the engine answers through the forward; rejects when it does not within so many milliseconds. */
  readonly ping: (deadlineMs: number, signal: AbortSignal) => Promise<unknown>
  /** milliseconds that the engine has to come up, here and with the settings from before */
  readonly startMs?: number
}

/** An emulated machine takes a good part of it. */
const usualStartMs = 120_000
/** Seconds after which the guest goes back by itself beyond the host's own time, should the host never come again. */
const graceSeconds = 60

/**
 * Starts the running engine anew with a daemon.json. Whatever happens, to the host too, an engine that does not answer
 * with it through the forward is started with the settings from before.
 *
 * @throws BerthError when the guest could not be asked or told
 */
export async function tryInGuest(text: string, parts: TrialParts): Promise<EngineApplied> {
  const { engineSettings } = parts.guest
  const never = new AbortController().signal
  const startMs = parts.startMs ?? usualStartMs
  const refused = await engineSettings.check(text, never)
  if (refused !== null) return { outcome: 'refused', message: refusalWords(refused) }

  await engineSettings.try(text, Math.ceil(startMs / 1000) + graceSeconds, never)
  const came = await parts.ping(startMs, never).then(
    () => true,
    () => false,
  )
  // An engine that answers may be one with the settings from before: the guest knows.
  const said = await (came ? engineSettings.keep(never) : engineSettings.undo(never)).catch(unconfirmed)
  if (said === null) return { outcome: 'applied' }

  const back = await parts.ping(startMs, never).then(
    () => true,
    () => false,
  )
  const log = logLines(said)
  const cause =
    causeIn(log) ?? (came ? 'it ended twice at its start' : `it did not answer for ${startMs / 1000} seconds`)
  return {
    outcome: 'undone',
    message: `The engine did not come up with these settings: ${cause}.`,
    hint: back
      ? 'It runs with the settings from before again, and nothing was changed. Correct what it names, then try again.'
      : 'It was started with the settings from before, but does not answer yet. Look at "berth logs engine"; "berth restart" starts the machine anew.',
    log,
  }
}

function unconfirmed(thrown: unknown): never {
  const { message } = toBerthError(thrown)
  throw new BerthError(
    'engine-failed',
    `Whether the engine came up with these settings is not known. ${message}`,
    {
      hint: 'The machine goes back to the settings from before within minutes, by itself. Look at the engine then.',
      cause: thrown,
    },
  )
}
