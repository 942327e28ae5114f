import type { FilePowers } from '../../api/schema/files.ts'
import { BerthError } from '../../base/errors.ts'

/** Programs run there. */
export const all: FilePowers = { change: true, still: false, why: null }

/** They do not, but a stopped container can be held still for those of a helper. */
export const beside: FilePowers = { change: true, still: true, why: null }

export const none = (why: NonNullable<FilePowers['why']>): FilePowers => ({
  change: false,
  still: false,
  why,
})

const hints: Readonly<Record<NonNullable<FilePowers['why']>, string>> = {
  paused: 'Unpause it first.',
  restarting: 'Wait until it runs, or stop it first.',
  'read-only': 'It was made with read-only files: start it, or change its image.',
  storage: 'How the engine keeps its files leaves no way in from outside. Start the container first.',
  windows: 'On Windows files can be read and put only: do it by a terminal in the container.',
  programs: 'No helper runs on the engine’s computer. Do it in a container that mounts the volume.',
}

/** Throws why what needs programs can not be done. */
export function requirePowers({ change, why }: FilePowers, doing: string): void {
  if (change || why === null) return
  throw new BerthError('conflict', `Could not ${doing}: no program runs there.`, { hint: hints[why] })
}
