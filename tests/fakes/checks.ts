import type { Check, CheckAction } from '../../electron/api/schema/checks.ts'
import type { ChecksService } from '../../electron/api/services/checks.ts'

export const goodChecks: readonly Check[] = [
  {
    id: 'folders',
    title: 'Folders',
    state: 'ok',
    sentence: '/home/ada/.berth and its sockets’ folder are yours alone.',
    hint: '',
    fix: null,
  },
  { id: 'hypervisor', title: 'Hypervisor', state: 'ok', sentence: 'QEMU 9.2 is there.', hint: '', fix: null },
]

export const virtualisationOff: Check = {
  id: 'virtualisation',
  title: 'Virtualisation',
  state: 'warning',
  sentence: 'Hardware acceleration is not used: /dev/kvm may not be opened by this user.',
  hint: 'The machine is emulated without it. Join the group, then log out and in again.',
  fix: { kind: 'command', command: 'sudo usermod -aG kvm "$USER"' },
}

export const contextElsewhere: Check = {
  id: 'engines',
  title: 'Docker command',
  state: 'warning',
  sentence: 'Another engine answers at /var/run/docker.sock, and docker talks to it.',
  hint: 'Make Berth’s context the current one, or use "berth docker".',
  fix: { kind: 'action', action: 'use-context', command: 'docker context use berth' },
}

/** Checks that say what a test wants; a fix makes its check good, unless it fails. */
export class FakeChecks implements ChecksService {
  checks: Check[] = [...goodChecks]
  readonly fixed: CheckAction[] = []
  /** what the next fix or look ends with */
  error: Error | null = null

  async run(): Promise<Check[]> {
    if (this.error) throw this.error
    return this.checks
  }

  async fix(action: CheckAction): Promise<void> {
    if (this.error) throw this.error
    this.fixed.push(action)
    this.checks = this.checks.map((check) =>
      check.fix?.kind === 'action' && check.fix.action === action
        ? { ...check, state: 'ok', sentence: 'It is as it should be.', hint: '', fix: null }
        : check,
    )
  }
}
