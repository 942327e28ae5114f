import { z } from 'zod'
import type { Need } from '../driver.ts'

export type { Need } from '../driver.ts'

export const Facts = z.object({
  edition: z.string(),
  build: z.string(),
  /** 1 switched on, 2 off, 3 not in this Windows (Win32_OptionalFeature) */
  feature: z.number().nullable(),
  /** Windows waits for a restart */
  restart: z.boolean().nullable(),
  hypervisor: z.boolean().nullable(),
  service: z.boolean().nullable(),
  user: z.string().regex(/^S-1-[\d-]+$/),
  /** this session has the right */
  allowed: z.boolean(),
  /** the user is in the group, whether this session knows or not */
  member: z.boolean().nullable(),
  switch: z.boolean(),
  /** the switch's network is reached by the switch */
  route: z.boolean().nullable(),
  format: z.string(),
  compressed: z.boolean(),
  encrypted: z.boolean(),
})
/** What `look.ps1` finds; null is what it may not see. */
export type Facts = z.infer<typeof Facts>

/** All that Hyper-V needs of a computer, each judged by itself, in the order in which it has to be put right. */
export function judgeNeeds(facts: Facts, folder: string): Need[] {
  const judged = [edition, feature, hypervisor, rights, defaultSwitch, route].map((judge) => judge(facts))
  return [...judged, disk(facts, folder)].filter((need) => need !== null)
}

/** What the one question for an administrator is for, before it is asked. */
function setUpWords({ feature, allowed, member }: Facts): string {
  const all = [
    ...(feature === 2 ? ['switches Hyper-V on (Windows restarts afterwards, when you like)'] : []),
    ...(!allowed && member !== true ? ['lets your account use it (sign out and in afterwards)'] : []),
  ]
  return `Windows asks once for an administrator; Berth then ${all.join(', and ')}. It never has to be asked again.`
}

type Judge = (facts: Facts) => Need | null
const ok = (id: Need['id'], sentence: string): Need => ({ id, state: 'ok', sentence, hint: '', fix: null })
const failed = (id: Need['id'], sentence: string, hint: string, fix: Need['fix'] = null): Need => ({
  id,
  state: 'failed',
  sentence,
  hint,
  fix,
})

const edition: Judge = ({ edition: name, feature: state }) => {
  // Home, by whichever of its names: Core, CoreN, CoreSingleLanguage, CoreCountrySpecific.
  if (!name.startsWith('Core') && state !== 3) return ok('edition', `Windows ${name} comes with Hyper-V.`)
  return failed(
    'edition',
    'Windows Home comes without Hyper-V.',
    'Upgrade Windows to Pro, or install QEMU and set BERTH_DRIVER=qemu.',
  )
}

const feature: Judge = (facts) => {
  if (facts.feature === 3) return null
  if (facts.feature === 2) return failed('feature', 'Hyper-V is switched off.', setUpWords(facts), 'set-up')
  if (facts.feature === null)
    return { ...ok('feature', 'Whether Hyper-V is switched on could not be seen.'), state: 'warning' }
  if (facts.hypervisor === false && facts.restart)
    return failed(
      'feature',
      'Hyper-V is switched on, and Windows has not been restarted since.',
      'Restart Windows.',
      {
        command: 'shutdown /r /t 0',
      },
    )
  return ok('feature', 'Hyper-V is switched on.')
}

const hypervisor: Judge = (facts) => {
  // Without the feature, or before the restart, it says nothing.
  if (facts.feature !== 1 || (facts.hypervisor === false && facts.restart)) return null
  if (facts.hypervisor === false)
    return failed(
      'windows-hypervisor',
      'Hyper-V is switched on, but its hypervisor does not run.',
      'Switch virtualisation (VT-x, AMD-V) on in the firmware; if it is, run this as an administrator. Then restart Windows.',
      { command: 'bcdedit /set hypervisorlaunchtype auto' },
    )
  if (facts.service === false)
    return failed(
      'windows-hypervisor',
      "Hyper-V's service does not run.",
      'Start it as an administrator, or restart Windows.',
      { command: 'sc start vmms' },
    )
  return ok('windows-hypervisor', 'The hypervisor runs.')
}

const rights: Judge = (facts) => {
  if (facts.allowed) return ok('rights', 'You may use Hyper-V.')
  if (facts.member)
    return failed(
      'rights',
      'You may use Hyper-V, but this session does not know it yet.',
      'Sign out of Windows and in again.',
      { command: 'shutdown /l' },
    )
  return failed('rights', 'Your account may not use Hyper-V yet.', setUpWords(facts), 'set-up')
}

const defaultSwitch: Judge = (facts) => {
  // It is only seen by who may see it.
  if (!facts.allowed || facts.feature !== 1 || facts.hypervisor === false) return null
  if (facts.switch) return ok('switch', "Windows' Default Switch is there.")
  return failed(
    'switch',
    "Windows' Default Switch is missing, by which the machine reaches the network.",
    'Switch Hyper-V off and on again in "Turn Windows features on or off": Windows then makes it anew.',
  )
}

const route: Judge = (facts) => {
  if (facts.route === null || !facts.switch) return null
  if (facts.route) return ok('route', 'The way to the machine leads over the Default Switch.')
  return {
    id: 'route',
    state: 'warning',
    sentence: 'The way to the machine leads elsewhere, into a VPN perhaps: the engine would not answer.',
    hint: 'Have the VPN leave local networks alone ("split tunnelling"), or disconnect it while the machine starts.',
    fix: null,
  }
}

function disk({ format, compressed, encrypted }: Facts, folder: string): Need {
  if (format !== '' && !['NTFS', 'ReFS'].includes(format))
    return failed(
      'home-disk',
      `The Berth folder is on a disk of the format ${format}; Hyper-V takes NTFS and ReFS only.`,
      'Set BERTH_HOME to a folder on another disk.',
    )
  if (compressed || encrypted)
    return failed(
      'home-disk',
      `Windows ${compressed ? 'compresses' : 'encrypts'} the Berth folder; Hyper-V takes no disk in it then.`,
      'Take it off, with all that is in the folder, or set BERTH_HOME to another folder.',
      { command: compressed ? `compact /u /i /s:"${folder}"` : `cipher /d /s:"${folder}"` },
    )
  return ok('home-disk', 'Windows neither compresses nor encrypts the Berth folder.')
}
