import { BerthError, isAbort, isSystemError, type ErrorCode } from '../base/errors.ts'
import { clip } from './text.ts'
import { unsharedFolder, unsharedHint } from './unshared.ts'
import { windowsAdvice, type Advice } from './windows-advice.ts'

/** How the engine's HTTP answers read as codes of ours; what is not here is `engine-failed`. */
const codeOfStatus: Readonly<Record<number, ErrorCode>> = {
  400: 'bad-input',
  404: 'not-found',
  409: 'conflict',
}

/** What answers in the place of an engine that is elsewhere and cannot be reached says what to do in its words. */
const unreached = 502

const hintOfCode: Partial<Record<ErrorCode, string>> = {
  'bad-input': 'Check what was entered.',
  'not-found': 'It may have been removed in the meantime: look at the list again.',
  conflict: 'Wait for what goes on with it, or stop or remove what uses it, then try again.',
}

/** The engine's own answer, kept as the cause of the error it became, for callers that can say more about it. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly words: string

  constructor(status: number, words: string) {
    super(words)
    this.status = status
    this.words = words
  }
}

/** The engine's own answer behind an error, if that is what it is. */
export function refusalOf(thrown: unknown): Refusal | null {
  return thrown instanceof BerthError && thrown.cause instanceof Refusal ? thrown.cause : null
}

/** What the engine refused, in its own words: `doing` is our side of it ("start the container web"). */
export function refusal(doing: string, status: number, words: string, hint?: string): BerthError {
  const said = clip(words.trim(), 2000) || `it answered ${status}`
  const advised = advice.find(({ pattern }) => pattern.test(said))
  const code = advised?.code ?? codeOfStatus[status] ?? 'engine-failed'
  return new BerthError(code, `Could not ${doing}: ${said}`, {
    hint:
      hint ??
      (status === unreached ? 'Berth tries to reach it by itself.' : undefined) ??
      advised?.hint ??
      hintOfCode[code] ??
      'See in the engine\'s own log what it says about it ("berth logs engine" for Berth\'s).',
    cause: new Refusal(status, said),
  })
}

/** Reasons the engine gives often enough to deserve advice of their own. */
const advice: readonly Advice[] = [
  ...windowsAdvice,
  { pattern: unsharedFolder, hint: unsharedHint },
  {
    pattern: /port is already allocated|address already in use|ports are not available/i,
    hint: 'Another container or program has this port: stop that one, or publish another port.',
  },
  {
    pattern: /no space left on device/i,
    hint: 'Free some space in the engine ("docker system prune", or the page "Disk"), or give it a larger disk.',
  },
  { pattern: /is paused/i, hint: 'Unpause the container first.' },
  { pattern: /is not running/i, hint: 'Start the container first.' },
  {
    pattern: /executable file not found|no such file or directory: unknown/i,
    hint: 'The image does not have this program: check the command that the container runs.',
  },
]

/** For calls while the forward is down. */
export function notRunning(doing: string, cause?: unknown): BerthError {
  return new BerthError('not-running', `Could not ${doing}: the engine is not running.`, {
    hint: 'Start the engine (Berth\'s own by "berth start"), then try again.',
    cause,
  })
}

const refused = new Set(['ENOENT', 'ECONNREFUSED', 'EACCES'])

/** What went wrong between us and the engine: nobody listens, or the connection broke on the way. */
export function transportError(doing: string, thrown: unknown): BerthError {
  if (thrown instanceof BerthError) return thrown
  if (isAbort(thrown))
    return new BerthError('cancelled', 'Cancelled.', { hint: 'Start it again when you like.' })
  if (isSystemError(thrown) && refused.has(thrown.code)) return notRunning(doing, thrown)
  const why = thrown instanceof Error ? thrown.message : String(thrown)
  return new BerthError('engine-failed', `Could not ${doing}: the connection to the engine broke (${why}).`, {
    hint: 'Berth connects again by itself; if this goes on, look at the engine\'s own log ("berth logs engine" for Berth\'s).',
    cause: thrown,
  })
}

/** The engine answered something that its API does not allow. */
export function malformed(doing: string, why: string): BerthError {
  return new BerthError('engine-failed', `Could not ${doing}: the engine's answer makes no sense (${why}).`, {
    hint: 'Look at the engine\'s own log ("berth logs engine" for Berth\'s); restart it if this goes on.',
  })
}
