import { defaultSocket, linkDefaultSocket, unlinkDefaultSocket } from '../../base/default-socket.ts'
import { BerthError } from '../../base/errors.ts'
import { isPipe } from '../../base/paths.ts'
import type { Context } from '../context.ts'
import { say } from '../terminal.ts'

/** Has docker's default socket lead to this engine, for programs that know no other place. */
export async function addSocket(context: Context, link = defaultSocket): Promise<number> {
  const socket = socketOf(context)
  const done = await linkDefaultSocket(socket, link)
  if (done.kind === 'there') say(context.terminal, `${link} leads to this engine already.`)
  if (done.kind === 'replaced')
    say(context.terminal, `${link} led to ${done.before}, which is not there: it leads to this engine now.`)
  if (done.kind === 'linked') say(context.terminal, `${link} leads to this engine now.`)
  if (done.kind !== 'there')
    say(context.terminal, 'Most systems empty that folder when they start: add it again then.')
  return 0
}

/** Takes the link away, and nothing else. */
export async function removeSocket(context: Context, link = defaultSocket): Promise<number> {
  const gone = await unlinkDefaultSocket(socketOf(context), link)
  say(context.terminal, gone ? `${link} is gone.` : `${link} is no link of Berth's.`)
  return 0
}

function socketOf({ paths }: Context): string {
  const { engineSocket } = paths.run
  if (!isPipe(engineSocket)) return engineSocket
  throw new BerthError('bad-input', 'Windows has a pipe in its place, which Berth takes when it is free.', {
    hint: 'Look at "berth status" for the name that is in use.',
  })
}
