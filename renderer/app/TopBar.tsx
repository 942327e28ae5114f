import { IconSearch } from '@tabler/icons-react'
import { useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, type ReactNode } from 'react'
import { NewBuildButton } from '../features/builds/NewBuild.tsx'
import { RunContainerButton } from '../features/containers/RunContainer.tsx'
import { OpenComposeButton } from '../features/compose/OpenCompose.tsx'
import { CleanUpButton } from '../features/disk/CleanUpButton.tsx'
import { EnginePill } from '../features/engines/EnginePill.tsx'
import { useElsewhere } from '../features/engines/use-engine.ts'
import { PullButton } from '../features/images/PullImage.tsx'
import { CreateNetworkButton } from '../features/networks/CreateNetworkButton.tsx'
import { NoticeBell } from '../features/notices/NoticeBell.tsx'
import { t } from '../i18n/index.ts'
import { JobsTray } from './JobsTray.tsx'
import { MachinePill } from './MachinePill.tsx'
import { nouns } from './nouns.ts'
import css from './TopBar.module.css'

const VolumeButtons = lazy(async () => ({
  default: (await import('../features/volumes/VolumeButtons.tsx')).VolumeButtons,
}))

const mac = /Mac|iPhone|iPad/.test(navigator.userAgent)
const paletteKey = mac ? '⌘K' : `${t('app:keys.ctrl')} K`

/** What you look at and its main action; the search that is also the palette; what runs; the machine. */
export function TopBar({ onPalette }: { onPalette: () => void }): ReactNode {
  const { pathname, search } = useLocation()
  const noun = nouns.find(({ to }) => pathname.startsWith(to))
  const elsewhere = useElsewhere()
  const title = noun?.label ?? formTitle(pathname, search)
  useEffect(() => {
    document.title = title === null ? 'Berth' : `${title} – Berth`
  }, [title])
  return (
    <header className={css.bar}>
      <h1 className={css.title}>{title ?? t('app:name')}</h1>
      {noun?.to === '/containers' && <RunContainerButton />}
      {noun?.to === '/compose' && <OpenComposeButton />}
      {noun?.to === '/images' && <PullButton />}
      {noun?.to === '/networks' && <CreateNetworkButton />}
      {noun?.to === '/builds' && <NewBuildButton />}
      {noun?.to === '/disk' && <CleanUpButton />}
      {noun?.to === '/volumes' && (
        <Suspense>
          <VolumeButtons />
        </Suspense>
      )}
      <button type="button" className={css.search} onClick={onPalette} aria-keyshortcuts="Control+K Meta+K">
        <IconSearch size={14} aria-hidden />
        <span className={css.searchText}>{t('app:topBar.search')}</span>
        <kbd className={css.key}>{paletteKey}</kbd>
      </button>
      <JobsTray />
      <NoticeBell />
      <EnginePill />
      {!elsewhere && <MachinePill />}
    </header>
  )
}

/** The pages that are about no noun as a whole. */
function formTitle(pathname: string, search: { container?: string }): string | null {
  if (pathname === '/run') return t('run:title')
  if (pathname === '/welcome') return t('welcome:title')
  if (pathname === '/migrate') return t('migration:title')
  if (pathname === '/settings') return t('app:rail.settings')
  if (pathname === '/logs') return t('logs:page.title')
  return pathname === '/edit' ? t('run:editTitle', { name: search.container ?? '' }) : null
}
