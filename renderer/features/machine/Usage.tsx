import type { ReactNode } from 'react'
import { useBerth, useMachine } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { Meter } from '../../components/Meter.tsx'
import { t } from '../../i18n/index.ts'
import { bytes, decimal, gibibytes, percent } from '../../lib/format.ts'

/** CPU, memory and disk of their limits, live. */
export function UsageMeters(): ReactNode {
  const usage = useStore(useBerth().usage)
  const machine = useMachine()?.status.machine
  if (!machine) return null
  const memory = usage?.memoryBytes ?? machine.memoryMiB * 2 ** 20
  return (
    <>
      <Meter
        label={t('machine:usage.cpu')}
        share={usage?.cpu ?? null}
        words={t('machine:usage.ofCpus', { count: machine.cpus, share: usage ? percent(usage.cpu) : '–' })}
      />
      <Meter
        label={t('machine:usage.memory')}
        share={usage ? usage.memoryUsedBytes / memory : null}
        words={t('machine:usage.of', {
          used: usage ? gibibytes(usage.memoryUsedBytes) : '–',
          all: gibibytes(memory),
        })}
      />
      <Meter
        label={t('machine:usage.disk')}
        share={
          usage ? usage.diskUsedBytes / usage.diskBytes : machine.diskUsedBytes / (machine.diskGiB * 2 ** 30)
        }
        words={
          usage
            ? t('machine:usage.of', { used: gibibytes(usage.diskUsedBytes), all: gibibytes(usage.diskBytes) })
            : t('machine:usage.onDisk', {
                used: bytes(machine.diskUsedBytes),
                all: decimal(machine.diskGiB, 0),
              })
        }
      />
    </>
  )
}
