import { z } from 'zod'

/** What the desktop's main process asks of the utility process that has the host in it. A port comes with it. */
export const UtilityRequest = z.object({
  kind: z.literal('connect'),
  /** in whose name: the page in the window has no more rights than one in a browser */
  caller: z.enum(['owner', 'browser']),
})
export type UtilityRequest = z.infer<typeof UtilityRequest>

/** What the utility process tells. */
export const UtilityWord = z.discriminatedUnion('kind', [
  /** ports can be connected; `attached`: to a host in another process, which was there already */
  z.object({ kind: z.literal('ready'), attached: z.boolean() }),
  /** neither becoming the host nor reaching one works; it ends */
  z.object({
    kind: z.literal('failed'),
    error: z.object({ code: z.string().max(64), message: z.string().max(4096), hint: z.string().max(4096) }),
  }),
  /** the host ended in order; so does this process, and a new one may be started */
  z.object({ kind: z.literal('left') }),
])
export type UtilityWord = z.infer<typeof UtilityWord>
