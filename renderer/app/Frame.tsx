import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { useBerth } from '../client/context.ts'
import { useStore } from '../client/store.ts'
import { undoLatest } from '../components/tell.tsx'
import { OpenComposeDialog } from '../features/compose/OpenCompose.tsx'
import { CleanUpDoor } from '../features/disk/CleanUpDoor.tsx'
import { MissingEngine } from '../features/engines/MissingEngine.tsx'
import { ImageDialogs } from '../features/images/ImageDialogs.tsx'
import { RunDoor } from '../features/run/RunDoor.tsx'
import { withLaterWords } from '../i18n/index.ts'
import { useKeys } from '../lib/keys.ts'
import { NewBuildDialog } from '../features/builds/NewBuild.tsx'
import { Ended } from './Ended.tsx'
import css from './Frame.module.css'
import { KeyList } from './KeyList.tsx'
import { Rail } from './Rail.tsx'
import { TopBar } from './TopBar.tsx'
import { useJobNews } from './useJobNews.ts'
import { useDesktop } from './useDesktop.ts'
import { useWelcome } from '../features/welcome/useWelcome.ts'
import { useNoticeNews } from './useNoticeNews.ts'

/** It knows every action of every noun: loaded when it is first opened, and there from then on. */
const Palette = lazy(async () => ({
  default: (await withLaterWords(() => import('./Palette.tsx'))).Palette,
}))

/** What stands around every page: the rail of nouns, the top bar, and the dialogs that any page may need. */
export function Frame(): ReactNode {
  const connection = useStore(useBerth().connection)
  const [palette, setPalette] = useState<boolean | null>(null)
  const [keyList, setKeyList] = useState(false)
  useKeys({ 'Mod+k': () => setPalette((open) => !open), '?': () => setKeyList(true), u: undoLatest })
  useJobNews()
  useDesktop()
  useNoticeNews()
  useWelcome()
  if (connection.kind === 'ended') return <Ended />
  return (
    <div className={css.frame}>
      <Rail onKeys={() => setKeyList(true)} />
      <div className={css.body}>
        <TopBar onPalette={() => setPalette(true)} />
        <MissingEngine />
        <main className={css.main}>
          <Outlet />
        </main>
      </div>
      {palette !== null && (
        <Suspense fallback={null}>
          <Palette opened={palette} onClose={() => setPalette(false)} onKeys={() => setKeyList(true)} />
        </Suspense>
      )}
      <KeyList opened={keyList} onClose={() => setKeyList(false)} />
      <OpenComposeDialog />
      <NewBuildDialog />
      <ImageDialogs />
      <CleanUpDoor />
      <RunDoor />
    </div>
  )
}
