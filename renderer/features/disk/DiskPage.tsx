import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useEffect, type ReactNode } from 'react'
import type { DiskView } from '../../../electron/api/schema/disk.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { EmptyPage } from '../../components/EmptyPage.tsx'
import { tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { dockerCommand } from '../../lib/docker-command.ts'
import { useKeys } from '../../lib/keys.ts'
import { PullButton } from '../images/PullImage.tsx'
import { EngineGate } from '../machine/EngineGate.tsx'
import { Biggest } from './Biggest.tsx'
import { openCleanUp } from './cleaning-up.ts'
import css from './Disk.module.css'
import { HostDisk } from './HostDisk.tsx'
import { Records } from './Records.tsx'
import { RoomTable } from './RoomTable.tsx'
import { Rules } from './rules/Rules.tsx'
import { useDataDisk, useDiskView, useRetention } from './useDisk.ts'

/** What takes the room in the machine and on this computer, what of it can go, and the rules by which it goes. */
export function DiskPage(): ReactNode {
  const { client, jobs } = useBerth()
  const live = useIsLive()
  const view = useDiskView()
  const data = useDataDisk()
  const retention = useRetention()
  const measuring = view?.parts.some((part) => part.measuring) ?? false
  const measure = (): void => void client.disk.measure.mutate().catch((thrown: unknown) => tellError(thrown))
  useKeys({ r: () => live && !measuring && measure(), c: () => live && openCleanUp('disk') })

  // A build that ends changes the cache, and the engine does not tell.
  const built = useStore(jobs)
    .rows.filter(({ kind, state }) => kind === 'build' && state !== 'running')
    .map(({ id }) => id)
    .join()
  useEffect(() => {
    if (built !== '') void client.disk.measure.mutate().catch(() => undefined)
  }, [client, built])

  const empty = isEmpty(view)
  return (
    <EngineGate loaded={view !== null && isMeasured(view)} empty={empty}>
      <div
        className={css.page}
        tabIndex={0}
        role="region"
        aria-label={t('disk:page')}
        data-dim={!live || undefined}
      >
        <div className={css.columns}>
          <section aria-label={t('disk:room.title')}>
            <header className={css.head}>
              <h2>{t('disk:room.title')}</h2>
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconRefresh size={14} />}
                disabled={!live || measuring}
                onClick={measure}
              >
                {t('disk:measured.again')}
              </Button>
            </header>
            {view && <RoomTable view={view} data={data} />}
          </section>
          <HostDisk data={data} />
        </div>
        {empty ? (
          <EmptyPage
            title={t('disk:empty.title')}
            intro={t('disk:empty.intro')}
            steps={[
              {
                what: t('disk:empty.pull'),
                command: dockerCommand('pull', 'alpine'),
                button: <PullButton variant="default" />,
              },
              { what: t('disk:empty.look'), command: dockerCommand('system', 'df', '-v') },
            ]}
          />
        ) : (
          view && <Biggest view={view} logs={data?.logs ?? null} />
        )}
        {retention && <Rules retention={retention} />}
        {retention && <Records records={retention.records} />}
      </div>
    </EngineGate>
  )
}

/** Something is known, or will not be for a reason that is told. */
const isMeasured = ({ parts }: DiskView): boolean =>
  parts.some(({ measure, error }) => measure !== null || error !== null)

const isEmpty = (view: DiskView | null): boolean =>
  view?.parts.every(({ measure }) => measure?.count === 0) ?? false
