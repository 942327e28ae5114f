import { modals } from '@mantine/modals'
import { Text } from '@mantine/core'
import { buildWords } from '../../../electron/api/schema/build-command.ts'
import type { BuildRequest, BuildRow } from '../../../electron/api/schema/builds.ts'
import type { Berth } from '../../client/berth.ts'
import { tell, tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { dockerCommand } from '../../lib/docker-command.ts'

/** The command line that builds the same. */
export const buildCommand = (request: BuildRequest): string => dockerCommand(...buildWords(request))

/** Begins a build, remembers its places, and gives its id; null when it was told that it could not begin. */
export async function startBuild(berth: Berth, request: BuildRequest): Promise<string | null> {
  try {
    return await berth.client.builds.start.mutate(request)
  } catch (thrown) {
    tellError(thrown)
    return null
  }
}

export function cancelBuild(berth: Berth, row: BuildRow): void {
  if (row.jobId === null) return
  berth.client.jobs.cancel.mutate({ id: row.jobId }).catch((thrown: unknown) => tellError(thrown))
}

/** Asks before builds go off the list: their logs cannot be had again. */
export function askToRemoveBuilds(
  berth: Berth,
  rows: readonly BuildRow[],
  onRemoved: (ids: readonly string[]) => void,
): void {
  const ids = rows.filter(({ state }) => state !== 'running').map(({ id }) => id)
  if (ids.length === 0) return
  const count = ids.length
  modals.openConfirmModal({
    title: t('builds:removeTitle', { count }),
    children: <Text>{t('builds:removeLost')}</Text>,
    labels: { confirm: t('common:remove'), cancel: t('common:cancel') },
    confirmProps: { color: 'red' },
    onConfirm: () =>
      void berth.client.builds.remove
        .mutate({ ids })
        .then(() => {
          tell(t('builds:removed', { count }))
          onRemoved(ids)
        })
        .catch((thrown: unknown) => tellError(thrown)),
  })
}
