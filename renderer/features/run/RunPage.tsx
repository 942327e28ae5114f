import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate, useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { emptySpec, type RunSpec } from '../../../electron/api/schema/run-spec.ts'
import { tidy } from '../../../electron/api/schema/run-tidy.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { useStore } from '../../client/store.ts'
import { Notice } from '../../components/Notice.tsx'
import { tell, tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { EngineGate } from '../machine/EngineGate.tsx'
import { draftOf, dropDraft } from './drafts.ts'
import { focusProblem, RunLayout } from './RunLayout.tsx'
import { withProxies } from './proxies.ts'
import { useRunJob } from './useRunJob.ts'
import { useOffers, useRunState } from './useRunState.ts'

const route = getRouteApi('/run')

/** A container to be: of nothing, of an image, or like another one. */
export function RunPage(): ReactNode {
  const berth = useBerth()
  const { image = '', like } = route.useSearch()
  const { loaded } = useStore(berth.containers)
  const other = useQuery({
    queryKey: ['create', 'editable', like],
    queryFn: () => berth.client.create.editable.query({ id: like ?? '' }),
    enabled: like !== undefined,
    staleTime: 0,
  })
  const offers = useOffers()
  const draft = `run ${image} ${like ?? ''}`
  const initial =
    draftOf(draft) ??
    (like === undefined
      ? withProxies({ ...emptySpec, image }, offers.data?.proxies ?? [])
      : likeIt(other.data?.spec))
  return (
    <EngineGate loaded={loaded} empty={false}>
      {other.error && <Notice strip kind="error" {...plainError(other.error)} />}
      {initial && !offers.isLoading && <RunBody key={draft} draft={draft} initial={initial} />}
    </EngineGate>
  )
}

/** Two containers have neither their name nor their address from one another. */
function likeIt(spec: RunSpec | undefined): RunSpec | null {
  return spec
    ? { ...spec, name: '', networks: spec.networks.map((row) => ({ ...row, ip4: '', ip6: '' })) }
    : null
}

function RunBody({ draft, initial }: { draft: string; initial: RunSpec }): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const navigate = useNavigate()
  const { history } = useRouter()
  const { form, replace, check } = useRunState(initial, { draft, self: null })
  const work = useRunJob((job) => {
    dropDraft(draft)
    void berth.client.create.made.query({ job: job.id }).then((made) => {
      for (const text of made?.warnings ?? []) tell(t('run:warning', { text }))
      if (made) void navigate({ to: '/containers/$name/$tab', params: { name: made.name, tab: 'logs' } })
    }, tellError)
  })
  const send = (start: boolean): void => {
    if (work.busy || !live) return
    if (check({ starts: start }).size > 0) focusProblem()
    else void work.start(() => berth.client.create.run.mutate({ spec: tidy(form.spec), start }))
  }
  return (
    <RunLayout
      form={form}
      work={work}
      onReplace={(spec) => replace(withProxies(spec, form.offers.proxies))}
      onSubmit={() => send(true)}
      onBack={() => history.back()}
      buttons={
        <>
          <Button
            disabled={!live}
            title={t('run:actions.runWithKey')}
            aria-keyshortcuts="Control+Enter Meta+Enter"
            onClick={() => send(true)}
          >
            {t('run:actions.run')}
          </Button>
          <Button variant="default" disabled={!live} onClick={() => send(false)}>
            {t('run:actions.create')}
          </Button>
        </>
      }
    />
  )
}
