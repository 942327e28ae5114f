import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useBerth, useMachine } from '../../client/context.ts'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { useElsewhere } from '../engines/use-engine.ts'
import { chosenFolders } from '../settings/folders.ts'
import { SharedFoldersLink } from '../settings/SharedFoldersLink.tsx'
import { useRunForm } from './form.ts'
import { unsharedSources } from './unshared.ts'

/** Milliseconds that a path has to stand before it is judged: one that is being typed passes through many. */
const settledMs = 400

/** Says before it is tried that the machine of Berth's own engine does not see a folder that is to be mounted. */
export function UnsharedNotice(): ReactNode {
  const { client } = useBerth()
  const elsewhere = useElsewhere()
  const sharing = useMachine()?.status.sharing
  const { spec, windows } = useRunForm()
  const [mounts] = useDebouncedValue(spec.mounts, settledMs)
  const unseen =
    elsewhere || windows || sharing === undefined ? [] : unsharedSources(mounts, sharing?.folders ?? [])
  const { data } = useQuery({
    queryKey: ['settings'],
    queryFn: () => client.settings.list.query(),
    enabled: unseen.length > 0,
    staleTime: 0,
  })
  if (unseen.length === 0) return null
  const message = t('sharing:unseen', { count: unseen.length, folders: unseen.join(', ') })
  if (!sharing) return <Notice kind="warn" message={message} hint={t('sharing:cannot')} />
  return (
    <Notice
      kind="warn"
      message={message}
      hint={t(
        unsharedSources(mounts, chosenFolders(data)).length === 0
          ? 'sharing:unseenYet'
          : 'sharing:unseenHint',
      )}
      actions={<SharedFoldersLink />}
    />
  )
}
