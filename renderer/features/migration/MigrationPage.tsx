import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { MigrationInventory, MigrationSource } from '../../../electron/api/schema/migration.ts'
import { isSharedBy } from '../../../electron/api/schema/shared-folders.ts'
import { useBerth, useIsLive, useMachine } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { useStore } from '../../client/store.ts'
import { Notice } from '../../components/Notice.tsx'
import { tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'
import { JobProgress } from '../jobs/JobProgress.tsx'
import { StepList } from '../jobs/StepList.tsx'
import { OwnEngineNote } from '../engines/EngineAway.tsx'
import { useElsewhere } from '../engines/use-engine.ts'
import { EngineGate } from '../machine/EngineGate.tsx'
import { SharedFoldersLink } from '../settings/SharedFoldersLink.tsx'
import { Group } from './Group.tsx'
import css from './Migration.module.css'
import { everything, kinds, planOf, sizeOf, type Selection } from './selection.ts'

/** Copies images, volumes and containers from another engine of this computer, which stays as it is. */
export function MigrationPage(): ReactNode {
  return useElsewhere() ? <OwnEngineNote only /> : <Migration />
}

function Migration(): ReactNode {
  const { client } = useBerth()
  const [chosen, setChosen] = useState<string | null>(null)
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['migration'],
    queryFn: ({ signal }) => client.migration.sources.query(undefined, { signal }),
    staleTime: 0,
  })
  const engines = data?.engines ?? []
  const source = engines.find(({ id }) => id === chosen) ?? engines[0]
  return (
    <div className={css.page} tabIndex={0} role="region" aria-label={t('migration:title')}>
      <div className={css.inner}>
        <p className={css.intro}>{t('migration:intro')}</p>
        {error && <Notice kind="error" message={plainError(error).message} hint={plainError(error).hint} />}
        <div className={css.source}>
          {source && (
            <NativeSelect
              label={t('migration:source')}
              data={engines.map(({ id, name, version }) => ({
                value: id,
                label: t('migration:engine', { name, version, socket: id }),
              }))}
              value={source.id}
              onChange={(event) => setChosen(event.currentTarget.value)}
            />
          )}
          <Button variant="default" loading={isFetching} onClick={() => void refetch()}>
            {t('migration:again')}
          </Button>
        </div>
        {data && engines.length === 0 && (
          <Notice kind="info" message={t('migration:none')} hint={t('migration:noneHint')} />
        )}
        {data && data.elsewhere.length > 0 && (
          <Notice
            kind="info"
            message={t('migration:elsewhere', {
              count: data.elsewhere.length,
              names: data.elsewhere.map(({ name, endpoint }) => `${name} (${endpoint})`).join(', '),
            })}
            hint={t('migration:elsewhereHint')}
          />
        )}
        <EngineGate loaded empty={false}>
          {source && <Holdings key={source.id} source={source} />}
        </EngineGate>
        <Running />
      </div>
    </div>
  )
}

function Holdings({ source }: { source: MigrationSource }): ReactNode {
  const { client } = useBerth()
  const live = useIsLive()
  const { data, error } = useQuery({
    queryKey: ['migration', source.id, live],
    queryFn: ({ signal }) => client.migration.inventory.query({ source: source.id }, { signal }),
    enabled: live,
    staleTime: 0,
  })
  if (error) return <Notice kind="error" message={plainError(error).message} hint={plainError(error).hint} />
  if (!data)
    return (
      <p role="status" className="dim">
        {live ? t('migration:measuring') : ''}
      </p>
    )
  return <Choice source={source} inventory={data} />
}

function Choice({
  source,
  inventory,
}: {
  source: MigrationSource
  inventory: MigrationInventory
}): ReactNode {
  const { client } = useBerth()
  const live = useIsLive()
  const [selection, setSelection] = useState<Selection>(() => everything(inventory))
  const [sending, setSending] = useState(false)
  const plan = planOf(source.id, inventory, selection)
  const count = kinds.reduce((sum, kind) => sum + plan[kind].length, 0)
  const size = sizeOf(inventory, plan)
  const sharing = useMachine()?.status.sharing
  const unseen = (binds: readonly string[]): string[] =>
    binds.filter((path) => !isSharedBy(sharing?.folders ?? [], path))
  const binding = inventory.containers.filter(
    ({ id, binds }) => plan.containers.includes(id) && unseen(binds).length > 0,
  )
  const start = async (): Promise<void> => {
    setSending(true)
    await client.migration.start.mutate(plan).catch((thrown: unknown) => tellError(thrown))
    setSending(false)
  }
  return (
    <>
      {kinds.map((kind) => (
        <Group
          key={kind}
          kind={kind}
          rows={inventory[kind]}
          selected={selection[kind]}
          onSelect={(names) => setSelection({ ...selection, [kind]: names })}
        />
      ))}
      {binding.length > 0 && (
        <Notice
          kind="warn"
          message={t('migration:binds', {
            count: binding.length,
            names: binding.map(({ id, binds }) => `${id} (${unseen(binds).join(', ')})`).join('; '),
          })}
          hint={t(sharing ? 'migration:bindsHint' : 'migration:bindsCannot')}
          {...(sharing && { actions: <SharedFoldersLink /> })}
        />
      )}
      <p className="dim">{t('migration:limits')}</p>
      <div className={css.source}>
        <Button disabled={!live || count === 0 || sending} onClick={() => void start()}>
          {t('migration:copy', { count })}
        </Button>
        <span className="dim">
          {size.unknown
            ? t('migration:atLeast', { bytes: bytes(size.bytes) })
            : t('migration:inAll', { bytes: bytes(size.bytes) })}
        </span>
      </div>
    </>
  )
}

/** The newest copy, as it goes or as it ended. */
function Running(): ReactNode {
  const { client, jobs } = useBerth()
  const job = useStore(jobs)
    .rows.filter(({ kind }) => kind === 'migrate')
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt))[0]
  if (!job) return null
  const failed = (thrown: unknown): void => tellError(thrown)
  return (
    <section className={css.job} aria-label={t('migration:progress')}>
      <JobProgress job={job} />
      <StepList job={job} />
      {job.error && <Notice kind="error" message={job.error.message} hint={job.error.hint} />}
      {job.state === 'running' ? (
        <Button
          variant="default"
          onClick={() => void client.jobs.cancel.mutate({ id: job.id }).catch(failed)}
        >
          {t('common:cancel')}
        </Button>
      ) : (
        job.state !== 'done' && (
          <Button
            variant="default"
            onClick={() => void client.jobs.again.mutate({ id: job.id }).catch(failed)}
          >
            {t('common:tryAgain')}
          </Button>
        )
      )}
    </section>
  )
}
