import { Modal, useMantineColorScheme } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import {
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react'
import { useBerth } from '../client/context.ts'
import { useBuilds } from '../features/builds/useBuilds.ts'
import { useNetworks } from '../features/networks/useNetworks.ts'
import { t } from '../i18n/index.ts'
import { shortId } from '../lib/format.ts'
import { findCommands, type Doors, type PaletteCommand } from './commands.ts'
import css from './Palette.module.css'

interface PaletteProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly onKeys: () => void
}

/** Go to anything, run any action, by name. */
export function Palette({ opened, onClose, onKeys }: PaletteProps): ReactNode {
  return (
    <Modal.Root opened={opened} onClose={onClose} centered={false} padding={0} size={560} yOffset="12vh">
      <Modal.Overlay />
      <Modal.Content aria-label={t('app:palette.label')}>
        {opened && <PaletteBody onClose={onClose} onKeys={onKeys} />}
      </Modal.Content>
    </Modal.Root>
  )
}

function PaletteBody({ onClose, onKeys }: Omit<PaletteProps, 'opened'>): ReactNode {
  const berth = useBerth()
  const navigate = useNavigate()
  const { setColorScheme } = useMantineColorScheme()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const prefix = useId()
  const list = useRef<HTMLUListElement>(null)
  const looked = useDeferredValue(query)
  const networks = useNetworks().rows
  const builds = useBuilds().rows

  const commands = useMemo(() => {
    const doors: Doors = {
      goTo: (page) => void navigate({ to: page }),
      goToContainer: (name, tab) =>
        void navigate({ to: '/containers/$name/$tab', params: { name, tab: tab ?? 'logs' } }),
      goToLogs: (search) => void navigate({ to: '/logs', search }),
      goToVolume: (name) => void navigate({ to: '/volumes/$name/$tab', params: { name, tab: 'files' } }),
      goToImage: (id, tab) =>
        void navigate({
          to: '/images/$image/$tab',
          params: { image: shortId(id), tab: tab ?? 'overview' },
        }),
      goToSettings: (section) => void navigate({ to: '/settings', hash: section }),
      goToMigration: () => void navigate({ to: '/migrate' }),
      goToNetworks: (search) => void navigate({ to: '/networks', search }),
      goToBuild: (id) => void navigate({ to: '/builds/$id/$tab', params: { id, tab: 'steps' } }),
      goToRegistries: () => void navigate({ to: '/images/registries' }),
      goToProject: (project) =>
        void navigate({ to: '/compose/$project/$tab', params: { project, tab: 'services' } }),
      setColorScheme,
      showKeys: onKeys,
    }
    return findCommands(berth, { networks, builds }, doors, looked)
  }, [berth, networks, builds, navigate, setColorScheme, onKeys, looked])

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [at, commands])

  const run = (command: PaletteCommand | undefined): void => {
    if (!command) return
    onClose()
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by !== 0) setAt((at + by + commands.length) % Math.max(1, commands.length))
    else if (event.key === 'Enter') run(commands[at])
    else return
    event.preventDefault()
  }
  return (
    <>
      <div className={css.field}>
        <IconSearch size={16} aria-hidden />
        <input
          data-autofocus
          role="combobox"
          aria-expanded
          aria-controls={`${prefix}list`}
          aria-activedescendant={commands[at] ? `${prefix}${at}` : undefined}
          aria-label={t('app:palette.label')}
          placeholder={t('app:palette.placeholder')}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <ul
        ref={list}
        id={`${prefix}list`}
        role="listbox"
        aria-label={t('app:palette.results')}
        className={css.list}
      >
        {commands.map((command, index) => (
          <li
            key={command.id}
            id={`${prefix}${index}`}
            role="option"
            aria-selected={index === at}
            className={css.item}
            onMouseMove={() => setAt(index)}
            onClick={() => run(command)}
          >
            <span className="clip" title={command.label}>
              {command.label}
            </span>
            <span className={css.kind}>{command.kind}</span>
          </li>
        ))}
      </ul>
      {commands.length === 0 && (
        <p className={css.none} role="status">
          {t('app:palette.none')}
        </p>
      )}
    </>
  )
}
