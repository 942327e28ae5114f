import os from 'node:os'
import { execa } from 'execa'
import type { BerthHome } from '../lib/berth-home.ts'

/** What a reader of the table must know: computer, hypervisor and accelerator, versions, the day. */
export async function machineNotes(home: BerthHome): Promise<string[]> {
  const status = await home.status()
  const qemu = await execa('qemu-system-x86_64', ['--version'], { reject: false })
  return [
    computerNote(),
    `${qemu.stdout.split('\n')[0] ?? 'QEMU'}, accelerator ${status.accelerator ?? 'none'} (${status.acceleratorReason ?? 'no reason'})`,
    `machine: ${status.machine.cpus} CPUs, ${status.machine.memoryMiB} MiB; engine ${status.engine?.version ?? 'none'}`,
  ]
}

/** The day, and the computer that was measured on. */
export function computerNote(): string {
  const model = os.cpus()[0]?.model ?? 'unknown CPU'
  const memoryGiB = Math.round(os.totalmem() / 2 ** 30)
  const day = new Date().toISOString().slice(0, 10)
  return `${day}, ${os.availableParallelism()} cores (${model}), ${memoryGiB} GiB, Linux ${os.release()}`
}
