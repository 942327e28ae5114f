import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Limits } from '../../../../electron/api/schema/container.ts'
import { useBerth, useIsLive } from '../../../client/context.ts'
import { Facts } from '../../../components/Facts.tsx'
import { locale, t } from '../../../i18n/index.ts'
import { gibibytes } from '../../../lib/format.ts'
import { openUpdate } from '../dialogs.ts'
import { when, type Fact, type SectionProps } from './parts.tsx'

export function LimitsSection({ detail }: SectionProps): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  return (
    <Facts
      title={t('container:overview.limits')}
      facts={limitFacts(detail.limits)}
      actions={
        <Button
          size="compact-xs"
          variant="default"
          disabled={!live}
          aria-label={t('container:overview.changeLimits')}
          onClick={() => void openUpdate(berth, detail.row)}
        >
          {t('container:overview.change')}
        </Button>
      }
    />
  )
}

function limitFacts(limits: Limits): Fact[] {
  const none = t('container:overview.noLimit')
  const number = (value: number | null): string | null =>
    value === null ? null : value.toLocaleString(locale())
  const size = (value: number | null): string | null => (value === null ? null : gibibytes(value))
  return [
    [t('container:limits.memory'), size(limits.memory) ?? none],
    ...when(t('container:limits.swap'), swapWords(limits)),
    ...when(t('container:limits.memoryReservation'), size(limits.memoryReservation)),
    [t('container:limits.cpus'), number(limits.cpus) ?? none],
    ...when(t('container:limits.cpuShares'), number(limits.cpuShares)),
    ...when(t('container:limits.cpuset'), limits.cpuset),
    [t('container:limits.pids'), number(limits.pids) ?? none],
    ...when(t('container:limits.blkioWeight'), number(limits.blkioWeight)),
    ...when(t('container:limits.shm'), size(limits.shm)),
    ...limits.ulimits.map(({ name, soft, hard }): Fact => [`ulimit ${name}`, `${soft} : ${hard}`]),
  ]
}

/** The engine counts memory and swap together; people ask how much swap there is. */
function swapWords({ memory, memorySwap }: Limits): string | null {
  if (memorySwap === null) return null
  if (memorySwap === 'unlimited') return t('container:overview.noLimit')
  const swap = memorySwap - (memory ?? 0)
  return swap > 0 ? gibibytes(swap) : t('container:limits.noSwap')
}
