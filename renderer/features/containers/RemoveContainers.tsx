import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useState, type ReactNode } from 'react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import type { Berth } from '../../client/berth.ts'
import { Command } from '../../components/Copyable.tsx'
import { t } from '../../i18n/index.ts'
import { removeContainersCommand } from '../../lib/docker-command.ts'
import { eachTold } from './actions.tsx'

const isUp = (row: ContainerRow): boolean => ['running', 'paused', 'restarting'].includes(row.state)

/** Asks before containers are removed, which can't be undone: names them and says what is lost. */
export function askToRemove(berth: Berth, rows: readonly ContainerRow[], removed?: () => void): void {
  const [first] = rows
  if (!first) return
  const title =
    rows.length === 1
      ? t('containers:remove.one', { name: first.name })
      : t('containers:remove.many', { count: rows.length })
  modals.open({
    title,
    children: (
      <RemoveContainers
        rows={rows}
        onConfirm={(volumes) => {
          modals.closeAll()
          removed?.()
          void eachTold(berth, rows, 'remove', (row) =>
            berth.client.containers.remove.mutate({ id: row.id, force: isUp(row), volumes }),
          )
        }}
      />
    ),
  })
}

/** So many are named. */
const most = 6

interface RemoveContainersProps {
  readonly rows: readonly ContainerRow[]
  readonly onConfirm: (volumes: boolean) => void
}

function RemoveContainers({ rows, onConfirm }: RemoveContainersProps): ReactNode {
  const [volumes, setVolumes] = useState(false)
  const up = rows.filter(isUp).length
  const names = rows.map((row) => row.name)
  const count = rows.length
  const shown = names.slice(0, most).join(', ')
  return (
    <Stack gap="md">
      {count > 1 && (
        <Text>
          {count > most ? t('containers:remove.names', { names: shown, more: count - most }) : shown}
        </Text>
      )}
      <Text>
        {t('containers:remove.lost', { count })}
        {up > 0 &&
          ` ${count === 1 ? t('containers:remove.up') : t('containers:remove.someUp', { count: up })}`}
      </Text>
      <Checkbox
        label={t('containers:remove.volumes', { count })}
        description={t('containers:remove.named')}
        checked={volumes}
        onChange={(event) => setVolumes(event.currentTarget.checked)}
      />
      <Command line={removeContainersCommand(names, { force: up > 0, volumes })} />
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={() => modals.closeAll()}>
          {t('containers:remove.keep')}
        </Button>
        <Button color="red" onClick={() => onConfirm(volumes)}>
          {count === 1 ? t('containers:remove.confirm') : t('containers:remove.confirmMany', { count })}
        </Button>
      </Group>
    </Stack>
  )
}
