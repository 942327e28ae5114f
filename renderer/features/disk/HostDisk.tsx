import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { DataDisk } from '../../../electron/api/schema/disk.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { Facts } from '../../components/Facts.tsx'
import { Notice } from '../../components/Notice.tsx'
import { tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { bytes, gibibytes } from '../../lib/format.ts'
import css from './Disk.module.css'

/** The data disk as this computer sees it: a file that grows, and shrinks when what is free in it is given back. */
export function HostDisk({ data }: { data: DataDisk | null }): ReactNode {
  const { client, jobs } = useBerth()
  const live = useIsLive()
  const trimming = useStore(jobs).rows.some(({ kind, state }) => kind === 'trim' && state === 'running')
  if (!data) return null
  const { sizeBytes, fileBytes, hostFreeBytes } = data
  const tight = hostFreeBytes !== null && hostFreeBytes < sizeBytes - fileBytes
  return (
    <div className={css.host}>
      <Facts
        title={t('disk:host.title')}
        facts={[
          [t('disk:host.file'), bytes(fileBytes)],
          [t('disk:host.size'), gibibytes(sizeBytes)],
          [t('disk:host.free'), hostFreeBytes === null ? t('disk:host.unknown') : bytes(hostFreeBytes)],
        ]}
      />
      <Button
        size="compact-sm"
        variant="default"
        title={t('disk:host.trimHint')}
        disabled={!live || trimming}
        onClick={() => void client.disk.trim.mutate().catch((thrown: unknown) => tellError(thrown))}
      >
        {t('disk:host.trim')}
      </Button>
      {tight && <Notice kind="warn" message={t('disk:host.tight', { free: bytes(hostFreeBytes) })} />}
    </div>
  )
}
