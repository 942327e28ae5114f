import { reservedEngineKeys, reservedIn, type ReservedFor } from '../../api/schema/engine-settings.ts'
import type { Settings } from '../../api/schema/settings.ts'
import { BerthError } from '../../base/errors.ts'
import type { Computer } from './computer.ts'

const keptFor: Readonly<Record<ReservedFor, string>> = {
  socket: 'by it Berth reaches the engine',
  disk: 'it leads to the data disk',
  process: 'by it the machine keeps the engine running',
  containerd: 'by it the engine finds its containers and images',
}

/** Throws `settings-invalid` when the computer cannot give what the settings ask for. */
export function checkAgainst(settings: Settings, computer: Computer): void {
  if (settings.cpus > computer.cpus) throw tooMuch('cpus', settings.cpus, computer.cpus, 'this computer has')
  if (settings.memoryMiB > computer.memoryMiB)
    throw tooMuch('memoryMiB', settings.memoryMiB, computer.memoryMiB, 'this computer has')
  checkEngine(settings.engine)
}

/** Throws `settings-invalid` when daemon.json settings would take from Berth what it runs the engine by. */
export function checkEngine(engine: Settings['engine']): void {
  const taken = reservedIn(engine)
  const why = taken[0] === undefined ? undefined : reservedEngineKeys.get(taken[0])
  if (why)
    throw new BerthError(
      'settings-invalid',
      `The engine setting "${taken.join('", "')}" is Berth's own and cannot be changed: ${keptFor[why]}.`,
      { hint: 'Take it out, and leave the rest as it is.' },
    )
}

/** Throws `settings-invalid` when `diskGiB` is less than the data disk already has: it can only grow. */
export function checkDisk(diskGiB: number, existingBytes: number): void {
  const existingGiB = existingBytes / 2 ** 30
  if (diskGiB >= existingGiB) return
  throw new BerthError(
    'settings-invalid',
    `diskGiB ${diskGiB} is less than the data disk already has (${Math.ceil(existingGiB)}). A disk is never shrunk.`,
    {
      hint: `Run "berth config set diskGiB ${Math.ceil(existingGiB)}". A smaller disk needs "berth reset", which deletes everything on it.`,
    },
  )
}

function tooMuch(name: string, asked: number, most: number, whose: string): BerthError {
  return new BerthError('settings-invalid', `${name} ${asked} is more than ${whose} (${most}).`, {
    hint: `Run "berth config set ${name} NUMBER" with ${most} or less.`,
  })
}
