import { Button, Menu, TextInput } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { useStore } from '../../client/store.ts'
import { IconButton } from '../../components/IconButton.tsx'
import { MenuAt } from '../../components/MenuAt.tsx'
import { t } from '../../i18n/index.ts'
import type { OpenTerminal, TerminalLook } from './open-terminal.ts'
import { isOver } from './terminal-session.ts'
import { stateWords } from './terminal-words.ts'
import css from './TerminalTab.module.css'

interface TerminalScreenProps {
  readonly terminal: OpenTerminal
  /** the container's */
  readonly name: string
  readonly look: TerminalLook
  readonly finds: boolean
  /** the container runs and the engine answers */
  readonly canOpen: boolean
  readonly onFind: (finds: boolean) => void
  readonly onLeave: () => void
}

/** One terminal in the page: its screen, its search, and how it is. */
export function TerminalScreen(props: TerminalScreenProps): ReactNode {
  const { terminal, name, look, finds, canOpen, onFind, onLeave } = props
  const place = useRef<HTMLDivElement>(null)
  const state = useStore(terminal.state)
  const [menu, setMenu] = useState<{ x: number; y: number } | null>(null)
  const word = useStore(terminal.word)
  const over = isOver(state)

  const latest = useRef({ look, onFind, onLeave })
  useEffect(() => {
    latest.current = { look, onFind, onLeave }
  })
  useEffect(() => {
    if (!place.current) return
    return terminal.show(place.current, latest.current.look, {
      leave: () => latest.current.onLeave(),
      find: () => latest.current.onFind(true),
    })
  }, [terminal])
  const { scheme, fontSize } = look
  useEffect(() => terminal.look({ scheme, fontSize }), [terminal, scheme, fontSize])

  const onContextMenu = (event: MouseEvent): void => {
    event.preventDefault()
    setMenu({ x: event.clientX, y: event.clientY })
  }
  const choose = (run: () => unknown) => () => {
    setMenu(null)
    run()
  }
  return (
    <>
      {finds && <FindBar terminal={terminal} onClose={() => onFind(false)} />}
      <div
        ref={place}
        className={css.place}
        role="group"
        aria-label={t('terminal:label', { name })}
        onContextMenu={onContextMenu}
      />
      {menu && (
        <MenuAt label={t('terminal:menu.label')} at={menu} onClose={() => setMenu(null)}>
          <Menu.Item
            disabled={!terminal.screen.hasSelection()}
            rightSection={<kbd>{t('terminal:menu.copyKey')}</kbd>}
            onClick={choose(() => terminal.copy())}
          >
            {t('terminal:menu.copy')}
          </Menu.Item>
          <Menu.Item
            disabled={over}
            rightSection={<kbd>{t('terminal:menu.pasteKey')}</kbd>}
            onClick={choose(() => terminal.paste())}
          >
            {t('terminal:menu.paste')}
          </Menu.Item>
          <Menu.Item onClick={choose(() => terminal.screen.selectAll())}>{t('terminal:menu.all')}</Menu.Item>
          <Menu.Item
            rightSection={<kbd>{t('terminal:menu.findKey')}</kbd>}
            onClick={choose(() => onFind(true))}
          >
            {t('terminal:menu.find')}
          </Menu.Item>
          <Menu.Item onClick={choose(() => terminal.screen.clear())}>{t('terminal:menu.clear')}</Menu.Item>
        </MenuAt>
      )}
      <div className={css.foot} data-over={over || undefined}>
        <span role="status" className={word === null || word === 'inputEnded' ? undefined : css.warn}>
          {word !== null ? t(`terminal:main.${word}`) : stateWords(state, terminal.options)}
        </span>
        {over && (
          <Button size="compact-xs" variant="default" disabled={!canOpen} onClick={() => terminal.again()}>
            {t(terminal.options.attach ? 'terminal:main.again' : 'terminal:again')}
          </Button>
        )}
        {over && <span className="dim">{canOpen ? t('terminal:orEnter') : t('terminal:whenBack')}</span>}
        {state.kind === 'open' && state.main && (
          <Button size="compact-xs" variant="default" onClick={() => terminal.detach()}>
            {t('terminal:main.detach')}
          </Button>
        )}
        {!over && <span className={css.hint}>{t('terminal:leave')}</span>}
      </div>
    </>
  )
}

function FindBar({ terminal, onClose }: { terminal: OpenTerminal; onClose: () => void }): ReactNode {
  const [text, setText] = useState('')
  const { at, count } = useStore(terminal.found)
  const close = (): void => {
    terminal.endFind()
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') terminal.find(text, event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape') close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={css.find} role="search">
      <TextInput
        size="xs"
        autoFocus
        aria-label={t('terminal:find.label')}
        placeholder={t('terminal:find.placeholder')}
        leftSection={<IconSearch size={14} />}
        value={text}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.currentTarget.value)
          terminal.find(event.currentTarget.value, 1, true)
        }}
      />
      <span role="status" className="dim">
        {text === ''
          ? ''
          : count === 0
            ? t('terminal:find.none')
            : t('terminal:find.of', { at: at + 1, count })}
      </span>
      <IconButton
        label={t('terminal:find.previous')}
        icon={IconChevronUp}
        onClick={() => terminal.find(text, -1)}
      />
      <IconButton
        label={t('terminal:find.next')}
        icon={IconChevronDown}
        onClick={() => terminal.find(text, 1)}
      />
    </div>
  )
}
