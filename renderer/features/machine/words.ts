import type { MachineView, StateName, Status } from '../../../electron/api/schema/status.ts'
import i18next from 'i18next'
import { t } from '../../i18n/index.ts'
import type { Messages } from '../../i18n/messages.ts'
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

type KnownStep = keyof Messages['machine']['start']['step']

/** A step of the host's in the page's language; one that is not known here as the host calls it. */
export function stepName(name: string): string {
  const known = i18next.exists(`machine:start.step.${name}`)
  return known ? t(`machine:start.step.${name as KnownStep}`) : name
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

/** What there is to say of a machine while no step says it. */
export function introOf({ state, suspends }: Status): string | null {
  if (state === 'starting' || state === 'failed') return null
  if (suspends === 'in-memory' && (state === 'suspended' || state === 'suspending'))
    return t(`machine:inMemory.${state}`)
  return t(`machine:intro.${state}`)
}
