import type { MachineView, StateName } from '../../../electron/api/schema/status.ts'
import { t } from '../../i18n/index.ts'
import type { Look } from '../../components/StateDot.tsx'

export const stateLooks: Readonly<Record<StateName, Look>> = {
  stopped: 'off',
  suspended: 'paused',
  starting: 'busy',
  running: 'on',
  stopping: 'busy',
  suspending: 'busy',
  failed: 'bad',
}

/** The machine's mark and word; one whose engine is silent does not count as running well. */
export function machineFace(view: MachineView | null): { look: Look; word: string } {
  if (!view) return { look: 'off', word: t('machine:states.unknown') }
  const { state, engine } = view.status
  if (state === 'running' && !engine?.answering) return { look: 'busy', word: t('machine:states.silent') }
  return { look: stateLooks[state], word: t(`machine:states.${state}`) }
}

export const acceleratorNames: Readonly<Record<string, string>> = {
  kvm: 'KVM',
  hvf: 'Hypervisor.framework',
  whpx: 'Windows Hypervisor Platform',
  tcg: t('machine:engine.emulated'),
}
