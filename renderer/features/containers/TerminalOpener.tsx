import { ActionIcon, Autocomplete, Button, Popover } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { splitWords } from '../../../electron/api/schema/docker-run/words.ts'
import { ExecUser, type TerminalOptions } from '../../../electron/api/schema/terminals.ts'
import { useBerth } from '../../client/context.ts'
import { t } from '../../i18n/index.ts'
import css from './TerminalTab.module.css'

interface TerminalOpenerProps {
  /** its id */
  readonly container: string
  readonly disabled: boolean
  readonly onOpen: (options: TerminalOptions) => void
}

/** Opens a terminal with a shell or a command, and as a user, of one's choice. */
export function TerminalOpener({ container, disabled, onOpen }: TerminalOpenerProps): ReactNode {
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus width={280}>
      <Popover.Target>
        <ActionIcon
          aria-label={t('terminal:newWith')}
          title={t('terminal:newWith')}
          disabled={disabled}
          onClick={() => setOpened(!opened)}
        >
          <IconChevronDown size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('terminal:newWith')}>
        {opened && (
          <Choices
            container={container}
            onOpen={(options) => {
              setOpened(false)
              onOpen(options)
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

/** A list in a portal would be outside of the popover: a click in it would close both. */
const inPlace = { withinPortal: false }

function Choices({ container, onOpen }: Pick<TerminalOpenerProps, 'container' | 'onOpen'>): ReactNode {
  const { client } = useBerth()
  const [command, setCommand] = useState('')
  const [user, setUser] = useState('')
  // Shells may be installed meanwhile: they are looked for each time.
  const { data, isFetching } = useQuery({
    queryKey: ['terminal-choices', container],
    queryFn: () => client.terminals.choices.query({ id: container }),
    staleTime: 0,
  })
  const { words, open } = splitWords(command, { field: true })
  const isUser = user.trim() === '' || ExecUser.safeParse(user.trim()).success
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (open || !isUser) return
    onOpen({
      command: words.length > 0 ? [...words] : null,
      user: user.trim() === '' ? null : user.trim(),
      attach: false,
    })
  }
  const none = !isFetching && data?.shells.length === 0
  return (
    <form className={css.choices} onSubmit={submit}>
      <Autocomplete
        size="xs"
        comboboxProps={inPlace}
        label={t('terminal:choice.command')}
        description={none ? t('terminal:choice.noShell') : t('terminal:choice.commandHint')}
        placeholder={data?.shells[0] ?? t('terminal:choice.bestShell')}
        data={[...(data?.shells ?? [])]}
        value={command}
        error={open ? t('terminal:choice.openQuote') : null}
        onChange={setCommand}
      />
      <Autocomplete
        size="xs"
        comboboxProps={inPlace}
        label={t('terminal:choice.user')}
        description={t('terminal:choice.userHint')}
        placeholder={t('terminal:choice.ownUser')}
        data={[...(data?.users ?? [])]}
        value={user}
        error={isUser ? null : t('terminal:choice.noUser')}
        onChange={setUser}
      />
      <Button type="submit" variant="default">
        {t('terminal:choice.open')}
      </Button>
    </form>
  )
}
