import { useQuery, useQueryClient } from '@tanstack/react-query'
import { IconArrowBackUp, IconX } from '@tabler/icons-react'
import { useRef, type ReactNode } from 'react'
import { useBerth, useMachine } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { Command } from '../../components/Copyable.tsx'
import { IconButton } from '../../components/IconButton.tsx'
import { Notice } from '../../components/Notice.tsx'
import { StateDot, type Look } from '../../components/StateDot.tsx'
import { tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { quoted } from '../../lib/docker-command.ts'
import { AddFolder } from './AddFolder.tsx'
import { chosenFolders, sharedFolders, withFolder, type FolderState, type SharedFolder } from './folders.ts'
import { RestartNotice } from './RestartNotice.tsx'
import css from './Settings.module.css'

/** The folders of this computer that the machine sees, or will: added, taken out, and told how it stands with each. */
export function SharedFolders(): ReactNode {
  const status = useMachine()?.status
  if (!status) return <p className="dim">{t('settings:asking')}</p>
  if (!status.sharing)
    return <Notice kind="info" message={t('sharing:cannot')} hint={t('sharing:cannotHint')} />
  return <Chosen />
}

function Chosen(): ReactNode {
  const berth = useBerth()
  const { client } = berth
  const connected = useStore(berth.connection).kind === 'open'
  const cache = useQueryClient()
  const status = useMachine()?.status
  const list = useRef<HTMLDivElement>(null)
  const { data } = useQuery({ queryKey: ['settings'], queryFn: () => client.settings.list.query() })
  const chosen = chosenFolders(data)
  const { data: missing = [] } = useQuery({
    queryKey: ['places.missing', chosen],
    queryFn: () => client.places.missing.query({ paths: chosen }),
    enabled: chosen.length > 0,
    placeholderData: (before) => before,
    staleTime: 0,
  })
  if (!data || !status) return <p className="dim">{t('settings:asking')}</p>
  const rows = sharedFolders(chosen, status, missing)
  const set = async (folders: string[]): Promise<void> => {
    await client.settings.set.mutate({ name: 'sharedFolders', value: folders })
    await cache.invalidateQueries({ queryKey: ['settings'] })
  }
  /** The row may be gone afterwards, and its button with it: the next thing in its place has the focus then. */
  const toggle = async ({ path, state }: SharedFolder, at: number): Promise<void> => {
    await set(
      state === 'leaving' ? withFolder(chosen, path) : chosen.filter((folder) => folder !== path),
    ).catch(tellError)
    requestAnimationFrame(() => {
      const stops = [...(list.current?.querySelectorAll<HTMLElement>('li button, input') ?? [])]
      stops[Math.min(at, stops.length - 1)]?.focus()
    })
  }
  return (
    <div ref={list}>
      {status.state === 'running' && rows.some(({ state }) => state === 'next' || state === 'leaving') && (
        <RestartNotice message={t('sharing:changed')} />
      )}
      {rows.length === 0 ? (
        <p className="dim">{t('sharing:none')}</p>
      ) : (
        <ul className={css.folders} aria-label={t('sharing:list')}>
          {rows.map((row, at) => (
            <li key={row.path}>
              <span className="mono">{row.path}</span>
              <span className={css.folderState} data-missing={row.state === 'missing' || undefined}>
                <StateDot look={looks[row.state]} />
                {t(`sharing:state.${row.state}`)}
              </span>
              <IconButton
                icon={row.state === 'leaving' ? IconArrowBackUp : IconX}
                label={t(row.state === 'leaving' ? 'sharing:again' : 'sharing:remove', { folder: row.path })}
                disabled={!connected}
                onClick={() => void toggle(row, at)}
              />
            </li>
          ))}
        </ul>
      )}
      <AddFolder folders={chosen} disabled={!connected} onSet={set} />
      <p className={css.hint}>
        {[
          t('machine:settings.effect.at-next-start'),
          t('sharing:writes'),
          ...(status.sharing?.suspend === false ? [t('sharing:stops')] : []),
        ].join(' ')}
      </p>
      {chosen.length > 0 && (
        <Command line={`berth config set sharedFolders ${quoted(JSON.stringify(chosen))}`} />
      )}
    </div>
  )
}

const looks: Readonly<Record<FolderState, Look>> = {
  shared: 'on',
  next: 'off',
  leaving: 'busy',
  missing: 'bad',
}
