import type { Duplex } from 'node:stream'
import type { StepRunner } from '../base/steps.ts'

/**
 * What the lifecycle asks of the guest's side, without knowing it: the host composes these from the guest and engine rooms.
 */
export interface GuestHooks {
  /**
   * Connects to the guest over `connect`, sets its clock, forwards the engine and waits until the engine answers through
   * the forward; each as a named step of `steps`. `kind` is how the machine came to run.
   */
  attach(link: GuestAccess, steps: StepRunner, kind: 'cold' | 'resume' | 'adopt'): Promise<void>
  /** Ends forward and connection, so that nobody's stream hangs on a stopped machine. Never rejects. */
  detach(): Promise<void>
  /** Has the guest write to its disk what it would have written in a while. */
  writeOut(signal: AbortSignal): Promise<void>
  /** Asks the guest to power off; rejects when there is no connection to ask over. */
  powerOff(signal: AbortSignal): Promise<void>
}

/** The way to the guest that the running machine offers. */
export interface GuestAccess {
  connect(signal: AbortSignal): Promise<Duplex>
  /** `host:port` of the guest's sshd for other programs of this user's; null, or not there, where only `connect` leads to it */
  address?(): string | null
  /** resolves when the guest's sshd listens, as far as the console tells; rejects when the guest failed */
  sshReady(signal: AbortSignal): Promise<void>
}
