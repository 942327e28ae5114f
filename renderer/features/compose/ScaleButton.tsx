import { Button, NumberInput, Popover, Stack } from '@mantine/core'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import type { ComposeProject } from '../../../electron/api/schema/compose.ts'
import { useBerth } from '../../client/context.ts'
import { Command } from '../../components/Copyable.tsx'
import { t } from '../../i18n/index.ts'
import { act } from './actions.tsx'
import { commandOf } from './command-line.ts'
import type { ServiceLine } from './ServicesTab.tsx'

interface ScaleButtonProps {
  readonly project: ComposeProject
  readonly line: ServiceLine
  readonly disabled: boolean
}

/** How many containers a service has, and a way to another number. */
export function ScaleButton({ project, line, disabled }: ScaleButtonProps): ReactNode {
  const berth = useBerth()
  const now = line.service.containers.length
  const [opened, setOpened] = useState(false)
  const [wanted, setWanted] = useState<number | string>(now)
  const replicas = typeof wanted === 'number' ? wanted : now
  const action = { kind: 'scale', service: line.name, replicas } as const
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    setOpened(false)
    void act(berth, project.id, action)
  }
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      trapFocus
      returnFocus
      withRoles
      width={320}
    >
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          disabled={disabled}
          aria-label={t('compose:scale.label', { name: line.name, count: now })}
          onClick={() => {
            setWanted(now)
            setOpened(!opened)
          }}
        >
          {now}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('compose:scale.title', { name: line.name })}>
        <form onSubmit={submit}>
          <Stack gap="sm">
            <NumberInput
              label={t('compose:scale.title', { name: line.name })}
              description={t('compose:scale.hint', { count: line.declared?.replicas ?? 1 })}
              data-autofocus
              min={0}
              max={1000}
              allowDecimal={false}
              value={wanted}
              onChange={setWanted}
            />
            <Command line={commandOf(project, action)} />
            <Button type="submit" disabled={replicas === now}>
              {t('compose:scale.do')}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
