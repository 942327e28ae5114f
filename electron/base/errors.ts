/** What Berth can say went wrong. A code is stable: tests and the page decide by it, people read the sentence. */
export const errorCodes = [
  'bad-input',
  'cancelled',
  'timeout',
  'busy',
  'not-running',
  'not-found',
  'conflict',
  'wrong-platform',
  'home-unusable',
  'disk-full',
  'settings-invalid',
  'image-missing',
  'image-damaged',
  'hypervisor-missing',
  'hypervisor-too-old',
  'hypervisor-failed',
  'guest-failed',
  'guest-panicked',
  'guest-unreachable',
  'engine-failed',
  'host-unreachable',
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** A `BerthError` as it crosses a boundary (tRPC, the control socket, a log line). */
export interface PlainError {
  readonly code: ErrorCode
  readonly message: string
  readonly hint: string
  readonly step: string | null
}

/**
 * The one error that users meet. `message` says what failed and why in a sentence; `hint` says what to do;
 * `step` names the step of a start or stop that it ended, if any.
 */
export class BerthError extends Error {
  override readonly name = 'BerthError'
  readonly code: ErrorCode
  readonly hint: string
  readonly step: string | null

  constructor(
    code: ErrorCode,
    message: string,
    options: { hint: string; step?: string | null; cause?: unknown },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.hint = options.hint
    this.step = options.step ?? null
  }

  toPlain(): PlainError {
    return { code: this.code, message: this.message, hint: this.hint, step: this.step }
  }

  /** The same error, told as part of a step; an error that has a step already keeps it. */
  inStep(step: string): BerthError {
    return this.step === null
      ? new BerthError(this.code, this.message, { hint: this.hint, step, cause: this.cause })
      : this
  }

  static fromPlain(plain: PlainError): BerthError {
    return new BerthError(plain.code, plain.message, { hint: plain.hint, step: plain.step })
  }
}

/** Any thrown value as a `BerthError`; what is not one already is a defect of ours and is called so. */
export function toBerthError(thrown: unknown): BerthError {
  if (thrown instanceof BerthError) return thrown
  if (isAbort(thrown)) return cancelled()
  if (isSystemError(thrown) && thrown.code === 'ENOSPC')
    return new BerthError('disk-full', `The disk is full: ${thrown.message}`, {
      hint: 'Free some space on the disk that holds the Berth folder, then try again.',
      cause: thrown,
    })
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new BerthError('internal', `Unexpected: ${message}`, {
    hint: 'Look at "berth logs host"; if it happens again, please report it with that log.',
    cause: thrown,
  })
}

/** What ends a piece of work that its user called off. */
export function cancelled(): BerthError {
  return new BerthError('cancelled', 'Cancelled.', { hint: 'Start it again when you like.' })
}

export function isAbort(thrown: unknown): boolean {
  return (
    (thrown instanceof Error && thrown.name === 'AbortError') ||
    (thrown instanceof BerthError && thrown.code === 'cancelled')
  )
}

/** True for the errors of Node's own system calls, which carry a code such as `ENOENT`. */
export function isSystemError(thrown: unknown): thrown is NodeJS.ErrnoException & { code: string } {
  return thrown instanceof Error && typeof (thrown as NodeJS.ErrnoException).code === 'string'
}
