import { initTRPC, TRPCError } from '@trpc/server'
import { BerthError, toBerthError, type PlainError } from '../../base/errors.ts'
import type { Services } from '../services/index.ts'

/** Who calls: the control socket's owner may do everything, a browser session all but end or reset the host. */
export interface Context {
  readonly services: Services
  readonly caller: 'owner' | 'browser'
}

const t = initTRPC.context<Context>().create({
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    message: plainError(error).message,
    data: { ...shape.data, stack: undefined, berth: plainError(error) },
  }),
})

/** What the client gets of an error: always a `BerthError` in plain form, never a stack. */
function plainError(error: TRPCError): PlainError {
  if (error.cause instanceof BerthError) return error.cause.toPlain()
  if (error.code === 'BAD_REQUEST' || error.code === 'PARSE_ERROR')
    return new BerthError('bad-input', `The request is not valid: ${issues(error)}`, {
      hint: 'Check what was entered. If it came from Berth itself, please report it.',
    }).toPlain()
  if (error.code === 'FORBIDDEN')
    return new BerthError('bad-input', error.message, { hint: 'Use the berth command.' }).toPlain()
  return toBerthError(error.cause ?? error).toPlain()
}

function issues(error: TRPCError): string {
  const cause = error.cause as { issues?: { path: PropertyKey[]; message: string }[] } | undefined
  const all = cause?.issues?.map((issue) =>
    [issue.path.map(String).join('.'), issue.message].filter(Boolean).join(': '),
  )
  return all?.join('; ') ?? error.message
}

export const router = t.router
export const procedure = t.procedure
export const createCaller = t.createCallerFactory

/** For what a page must not do to its own host. */
export const ownerProcedure = procedure.use(({ ctx, next }) => {
  if (ctx.caller !== 'owner')
    throw new TRPCError({ code: 'FORBIDDEN', message: 'Only the berth command may do this.' })
  return next()
})

/** tRPC gives every subscription a signal, though its type does not say so; a missing one would never end. */
export function live(signal: AbortSignal | undefined): AbortSignal {
  if (!signal)
    throw new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: 'A subscription without a signal.' })
  return signal
}
