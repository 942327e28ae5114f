import { Button, Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate, useRouter } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import type { Editable } from '../../../electron/api/schema/create.ts'
import { changedKeys, tidy } from '../../../electron/api/schema/run-tidy.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { useStore } from '../../client/store.ts'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { EngineGate } from '../machine/EngineGate.tsx'
import { Changes } from './Changes.tsx'
import { draftOf, dropDraft } from './drafts.ts'
import { focusProblem, RunLayout } from './RunLayout.tsx'
import { useRunJob } from './useRunJob.ts'
import { useRunState } from './useRunState.ts'

const route = getRouteApi('/edit')

/** An existing container with other settings: it is made anew, safely. */
export function EditPage(): ReactNode {
  const berth = useBerth()
  const { container: name = '' } = route.useSearch()
  const { rows, loaded } = useStore(berth.containers)
  // The row that it began with: the one of this name is another one once it is made anew.
  const [first, setFirst] = useState<ContainerRow | null>(null)
  const row = rows.find((one) => one.name === name) ?? null
  if (row && first?.name !== name) setFirst(row)
  const { data, error } = useQuery({
    queryKey: ['create', 'editable', first?.id],
    queryFn: () => berth.client.create.editable.query({ id: first?.id ?? '' }),
    enabled: first !== null,
    staleTime: 0,
    gcTime: 0,
  })
  return (
    <EngineGate loaded={loaded} empty={false}>
      {error && <Notice strip kind="error" {...plainError(error)} />}
      {first && data ? (
        <EditBody key={first.id} row={first} old={data} />
      ) : (
        !error && (
          <Notice
            strip
            kind="info"
            message={name === '' || !row ? t('run:nowhere') : t('run:loading', { name })}
          />
        )
      )}
    </EngineGate>
  )
}

function EditBody({ row, old }: { row: ContainerRow; old: Editable }): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const navigate = useNavigate()
  const { history } = useRouter()
  const draft = `edit ${row.id}`
  const [keepOld, setKeepOld] = useState(false)
  const [start, setStart] = useState(old.running)
  const { form, replace, check } = useRunState(draftOf(draft) ?? old.spec, { draft, self: row.id })
  const changed = changedKeys(old.spec, form.spec)
  const work = useRunJob(() => {
    dropDraft(draft)
    void navigate({ to: '/containers/$name/$tab', params: { name: row.name, tab: 'logs' } })
  })
  const send = (): void => {
    if (work.busy || !live || changed.length === 0) return
    if (check({ starts: start }).size > 0) focusProblem()
    else
      void work.start(() =>
        berth.client.create.recreate.mutate({ id: row.id, spec: tidy(form.spec), start, keepOld }),
      )
  }
  return (
    <RunLayout
      form={form}
      work={work}
      onReplace={(spec) => replace({ ...spec, name: row.name })}
      onSubmit={send}
      onBack={() => history.back()}
      lineHint={t('run:lineExtra')}
      about={
        <>
          <Changes row={row} old={old} changed={changed} keepOld={keepOld} image={form.spec.image} />
          {!old.running && (
            <Checkbox
              label={t('run:changes.start')}
              checked={start}
              onChange={(event) => setStart(event.currentTarget.checked)}
            />
          )}
          {!old.spec.autoRemove && (
            <Checkbox
              label={t('run:changes.keep')}
              checked={keepOld}
              onChange={(event) => setKeepOld(event.currentTarget.checked)}
            />
          )}
        </>
      }
      buttons={
        <>
          <Button
            disabled={!live || changed.length === 0}
            title={t('run:actions.applyWithKey')}
            aria-keyshortcuts="Control+Enter Meta+Enter"
            onClick={send}
          >
            {t('run:actions.apply')}
          </Button>
          {changed.length > 0 && (
            <Button variant="default" onClick={() => replace(old.spec)}>
              {t('run:actions.reset')}
            </Button>
          )}
        </>
      }
    />
  )
}
