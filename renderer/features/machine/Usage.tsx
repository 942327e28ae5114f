import type { ReactNode } from 'react'
import { useBerth, useMachine } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { Meter } from '../../components/Meter.tsx'
import { bytes, gibibytes, percent, plural } from '../../lib/format.ts'

/** CPU, memory and disk of their limits, live. */
export function UsageMeters(): ReactNode {
  const usage = useStore(useBerth().usage)
  const machine = useMachine()?.status.machine
  if (!machine) return null
  const memory = usage?.memoryBytes ?? machine.memoryMiB * 2 ** 20
  return (
    <>
      <Meter
        label="CPU"
        share={usage?.cpu ?? null}
        words={`${usage ? percent(usage.cpu) : '–'} of ${plural(machine.cpus, 'CPU')}`}
      />
      <Meter
        label="Memory"
        share={usage ? usage.memoryUsedBytes / memory : null}
        words={`${usage ? gibibytes(usage.memoryUsedBytes) : '–'} of ${gibibytes(memory)}`}
      />
      <Meter
        label="Disk"
        share={
          usage ? usage.diskUsedBytes / usage.diskBytes : machine.diskUsedBytes / (machine.diskGiB * 2 ** 30)
        }
        words={
          usage
            ? `${gibibytes(usage.diskUsedBytes)} of ${gibibytes(usage.diskBytes)}`
            : `${bytes(machine.diskUsedBytes)} on this computer, of ${machine.diskGiB} GiB`
        }
      />
    </>
  )
}
