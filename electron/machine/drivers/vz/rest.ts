import { z } from 'zod'
import { BerthError } from '../../../base/errors.ts'
import { askSocket } from '../../process/http.ts'

const State = z.object({ state: z.string() })
const path = '/vm/state'
const hint = 'Look at machine/hypervisor.log in the Berth folder.'

/** What vfkit's machine can be told (its pkg/rest/define). */
export type Change = 'Pause' | 'Resume' | 'Stop' | 'HardStop'

/** The machine's state, "Running" for `VirtualMachineStateRunning`. Rejects with Node's own error when nobody listens. */
export async function machineState(socket: string, signal: AbortSignal): Promise<string> {
  const { status, text } = await askSocket(socket, { method: 'GET', path }, signal)
  const answer = status === 200 ? State.safeParse(JSON.parse(text)) : null
  if (answer?.success) return answer.data.state.replace(/^VirtualMachineState/, '')
  throw new BerthError('hypervisor-failed', `vfkit did not tell its machine's state: ${text}`, { hint })
}

/**
 * Changes the machine's state; resolves when it is changed, for `Stop` when the button was pressed. `HardStop` ends vfkit too,
 * mostly before it has answered (crc-org/vfkit#277): then it rejects though all is well.
 */
export async function changeState(socket: string, state: Change, signal: AbortSignal): Promise<void> {
  const { status, text } = await askSocket(socket, { method: 'POST', path, body: { state } }, signal)
  if (status < 300) return
  throw new BerthError('hypervisor-failed', `vfkit refused ${state}: ${text.trim()}`, { hint })
}
