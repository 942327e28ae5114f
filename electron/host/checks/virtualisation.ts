import type { Accelerator } from '../../api/schema/settings.ts'
import { command, failed, ok, warning, type Finding } from './finding.ts'

export interface VirtualisationFacts {
  /** what the settings ask for */
  readonly asked: Accelerator
  /** why the machine that runs is run as it is; null while none runs */
  readonly running: { readonly accelerator: string; readonly reason: string } | null
  /** what a start would try, fastest first, and why not where that is known; null without a hypervisor */
  readonly accelerators: readonly { readonly name: string; readonly refused: string | null }[] | null
}

const slow = 'The machine is emulated without it: it works, but starts and runs several times slower.'

/** Does hardware make the machine fast? Proven by a guest that printed under it, or as far as can be told before. */
export function judgeVirtualisation({ asked, running, accelerators }: VirtualisationFacts): Finding {
  if (asked === 'tcg')
    return warning(
      'The settings ask for emulation (tcg).',
      slow,
      command('berth config set accelerator auto'),
    )
  if (running && running.accelerator !== 'tcg') return ok(running.reason)
  if (accelerators === null)
    return failed(
      'Without a hypervisor nothing can be told of virtualisation.',
      'Install the hypervisor first.',
    )
  const hardware = accelerators.find(({ name }) => name !== 'tcg')
  if (!hardware) return warning('This system has no acceleration that Berth knows.', slow)
  if (hardware.refused !== null) return refused(hardware.refused)
  if (running) return refused(running.reason)
  return ok('Hardware acceleration may be used; the next start proves it.')
}

function refused(why: string): Finding {
  const sentence = `Hardware acceleration is not used: ${why.replace(/\.$/, '')}.`
  if (/may not be opened by this user/.test(why))
    return warning(
      sentence,
      `${slow} Join the group, then log out and in again.`,
      command('sudo usermod -aG kvm "$USER"'),
    )
  if (/is not there/.test(why))
    return warning(
      sentence,
      `${slow} Switch virtualisation (VT-x, AMD-V) on in this computer's firmware; inside another virtual machine, allow nested virtualisation.`,
      command('sudo modprobe kvm_intel || sudo modprobe kvm_amd'),
    )
  return warning(sentence, `${slow} It can be tried again at the next start.`, {
    kind: 'action',
    action: 'retry-acceleration',
    command: 'berth doctor --fix retry-acceleration',
  })
}
