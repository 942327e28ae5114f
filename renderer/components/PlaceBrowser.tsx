import { Button, Group, Modal, Text, TextInput } from '@mantine/core'
import { IconArrowUp, IconFile, IconFolder, IconHistory, IconHome } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { PlaceUse } from '../../electron/api/schema/places.ts'
import { plainError } from '../client/errors.ts'
import { t } from '../i18n/index.ts'
import { bytes } from '../lib/format.ts'
import { baseName, joinPath, shortPath, splitPath } from '../lib/paths.ts'
import { IconButton } from './IconButton.tsx'
import { Notice } from './Notice.tsx'
import css from './PathPicker.module.css'
import { fitting, usePlaces, useRecentPlaces, type PlaceChoice } from './usePlaces.ts'

interface PlaceBrowserProps extends PlaceChoice {
  readonly opened: boolean
  readonly title: string
  /** where it opens: a folder, or a path in one */
  readonly start: string
  readonly use: PlaceUse
  readonly onPick: (path: string) => void
  readonly onClose: () => void
}

/** A dialog that goes through the folders of the computer that Berth runs on. */
export function PlaceBrowser(props: PlaceBrowserProps): ReactNode {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title} size="lg" closeOnEscape={false}>
      {props.opened && <Browser {...props} />}
    </Modal>
  )
}

const rowPx = 28

function Browser({ start, use, pick, accepts, onPick, onClose }: PlaceBrowserProps): ReactNode {
  const [dir, setDir] = useState(start.endsWith('/') && start.length > 1 ? start.slice(0, -1) : start)
  const [name, setName] = useState('')
  const [at, setAt] = useState(0)
  const prefix = useId()
  const frame = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const { data, error } = usePlaces(dir)
  const recent = useRecentPlaces(use)
  const shown = fitting(data?.entries ?? [], name, { pick, accepts })
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowPx,
    overscan: 10,
  })

  // What was typed may be a file, or a name that is not there yet: its folder is where to look then.
  const firstTry = useRef(true)
  useEffect(() => {
    if (data) firstTry.current = false
    if (!error || !firstTry.current) return
    firstTry.current = false
    setDir(splitPath(start).dir || '~')
  }, [data, error, start])

  const go = (to: string): void => {
    setDir(to)
    setName('')
    setAt(0)
    frame.current?.scrollTo({ top: 0 })
    field.current?.focus()
  }
  const open = (index: number): void => {
    const entry = shown[index]
    if (!entry || !data) return
    const path = joinPath(data.path, entry.name)
    if (entry.kind === 'folder') go(path)
    else onPick(path)
  }
  const move = (to: number): void => {
    const next = Math.max(0, Math.min(shown.length - 1, to))
    setAt(next)
    rows.scrollToIndex(next)
  }
  const up = (): void => {
    if (data?.parent != null) go(data.parent)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const mod = event.ctrlKey || event.metaKey
    if (event.key === 'ArrowDown') move(at + 1)
    else if (event.key === 'ArrowUp' && event.altKey) up()
    else if (event.key === 'ArrowUp') move(at - 1)
    else if (event.key === 'PageDown') move(at + 10)
    else if (event.key === 'PageUp') move(at - 10)
    else if (event.key === 'Enter' && mod && pick === 'folder' && data) onPick(data.path)
    else if (event.key === 'Enter') open(at)
    else if (event.key === 'Backspace' && name === '') up()
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const problem = error && plainError(error)
  return (
    <div className={css.browser}>
      <div className={css.where}>
        <IconButton label={t('places:up')} icon={IconArrowUp} disabled={data?.parent == null} onClick={up} />
        <IconButton label={t('places:home')} icon={IconHome} onClick={() => go('~')} />
        <span className={`mono ${css.path ?? ''}`} title={data?.path ?? dir} role="status">
          {data ? shortPath(data.path, data.home) : dir}
        </span>
      </div>
      <TextInput
        ref={field}
        data-autofocus
        // Escape closes this dialog, not the one that it was opened from.
        data-mantine-stop-propagation
        size="xs"
        role="combobox"
        aria-expanded
        aria-controls={`${prefix}list`}
        aria-activedescendant={shown[at] ? `${prefix}${at}` : undefined}
        aria-label={t('places:narrow')}
        placeholder={t(pick === 'folder' ? 'places:narrowFolders' : 'places:narrowFiles')}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div className={css.panes}>
        {recent.length > 0 && (
          <ul className={css.recent} aria-label={t('places:recent')}>
            {recent.slice(0, 8).map((path) => (
              <li key={path}>
                <button type="button" title={path} onClick={() => onPick(path)}>
                  <IconHistory size={14} aria-hidden />
                  <span className="clip">{baseName(path)}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
        <div
          ref={frame}
          className={css.entries}
          id={`${prefix}list`}
          role="listbox"
          aria-label={t('places:entries')}
          tabIndex={-1}
        >
          {problem && <Notice kind="error" message={problem.message} hint={problem.hint} />}
          {data && shown.length === 0 && (
            <Text c="dimmed" p="sm" role="presentation">
              {t(name === '' ? 'places:empty' : 'places:noneCalled')}
            </Text>
          )}
          <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
            {rows.getVirtualItems().map(({ index, start: top }) => {
              const entry = shown[index]
              if (!entry) return null
              const Glyph = entry.kind === 'folder' ? IconFolder : IconFile
              return (
                <div
                  key={entry.name}
                  id={`${prefix}${index}`}
                  role="option"
                  aria-selected={index === at}
                  className={css.entry}
                  style={{ height: rowPx, transform: `translateY(${top}px)` }}
                  onMouseMove={() => setAt(index)}
                  onClick={() => open(index)}
                >
                  <Glyph size={15} aria-hidden />
                  <span className="clip">{entry.name}</span>
                  {entry.bytes !== null && <span className={css.size}>{bytes(entry.bytes)}</span>}
                </div>
              )
            })}
          </div>
        </div>
      </div>
      {data && data.more > 0 && <Text c="dimmed">{t('places:more', { count: data.more })}</Text>}
      <Group justify="space-between">
        <Text c="dimmed">{t('places:keys')}</Text>
        <Group gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          {pick === 'folder' && (
            <Button disabled={!data} onClick={() => data && onPick(data.path)}>
              {t('places:pickThis', { name: data ? baseName(data.path) : '' })}
            </Button>
          )}
        </Group>
      </Group>
    </div>
  )
}
