import { CheckId, type Check, type CheckAction } from '../../api/schema/checks.ts'
import type { ChecksService, SettingsService } from '../../api/services/index.ts'
import { reasonOf, withDeadline } from '../../base/deadline.ts'
import { BerthError, toBerthError } from '../../base/errors.ts'
import type { Driver } from '../../machine/index.ts'
import { failed } from './finding.ts'
import { looksOf, type LookParts } from './looks.ts'
import { proxiesOf } from './proxy.ts'

export interface ChecksParts extends Omit<LookParts, 'driver'> {
  readonly driver: Pick<Driver, 'look' | 'retryAccelerators' | 'setUp'>
  readonly useContext: () => Promise<void>
  readonly change: Pick<SettingsService, 'set'>
}

/** Milliseconds that one check may take: the image is read whole when it has changed. */
const lookMs = 20_000

const titles: Record<CheckId, string> = {
  settings: 'Settings',
  folders: 'Folders',
  disk: 'Disk space',
  edition: 'Windows edition',
  feature: 'Hyper-V',
  'windows-hypervisor': 'Windows hypervisor',
  rights: 'Right to use Hyper-V',
  switch: 'Default Switch',
  'home-disk': 'Compression and encryption',
  rosetta: 'Rosetta',
  route: 'Way to the machine',
  hypervisor: 'Hypervisor',
  virtualisation: 'Virtualisation',
  image: 'Machine image',
  memory: 'Memory',
  clock: 'Clock',
  engines: 'Docker command',
  proxy: 'Proxy',
}

/** Looks at this computer; the same while the machine runs, cannot start, or no host is there. */
export function checksService(parts: ChecksParts): ChecksService {
  return {
    async run(signal): Promise<Check[]> {
      const looks = looksOf(parts)
      const look = async (id: CheckId): Promise<Check | null> => {
        const deadline = {
          ms: lookMs,
          message: `This could not be looked at within ${lookMs / 1000} seconds.`,
          hint: 'The computer may be very busy: try again.',
        }
        const finding = await withDeadline(deadline, signal, looks[id]).catch((thrown: unknown) => {
          if (signal.aborted) throw reasonOf(signal)
          const { message, hint } = toBerthError(thrown)
          return failed(message, hint)
        })
        return finding && { id, title: titles[id], ...finding }
      }
      return (await Promise.all(CheckId.options.map(look))).filter((check) => check !== null)
    },
    fix: (action) => actions[action](parts),
  }
}

const actions: Record<CheckAction, (parts: ChecksParts) => Promise<void>> = {
  'retry-acceleration': ({ driver }) => driver.retryAccelerators(),
  async 'default-memory'({ change }) {
    await change.set('memoryMiB', null)
  },
  'use-context': ({ useContext }) => useContext(),
  async 'set-up-hypervisor'({ driver }) {
    // Nobody calls it off: a question of Windows' own is on the screen.
    await driver.setUp?.(new AbortController().signal)
  },
  async 'use-proxy'({ env, settings, change }) {
    const proxies = proxiesOf(env)
    if (!proxies)
      throw new BerthError('not-found', 'This computer’s environment names no proxy any more.', {
        hint: 'Set it in the engine’s settings, under Network.',
      })
    // Kept, not applied: a restart of the engine may end containers, and is the user's to ask for.
    await change.set('engine', { ...(await settings()).engine, proxies })
  },
}
