import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useState, type ReactNode } from 'react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import type { Berth } from '../../client/berth.ts'
import { Command } from '../../components/Copyable.tsx'
import { removeContainersCommand } from '../../lib/docker-command.ts'
import { plural } from '../../lib/format.ts'
import { eachTold } from './actions.tsx'

const isUp = (row: ContainerRow): boolean => ['running', 'paused', 'restarting'].includes(row.state)

/** Asks before containers are removed, which can't be undone: names them and says what is lost. */
export function askToRemove(berth: Berth, rows: readonly ContainerRow[], removed?: () => void): void {
  const [first] = rows
  if (!first) return
  const title = rows.length === 1 ? `Remove ${first.name}?` : `Remove ${plural(rows.length, 'container')}?`
  modals.open({
    title,
    children: (
      <RemoveContainers
        rows={rows}
        onConfirm={(volumes) => {
          modals.closeAll()
          removed?.()
          void eachTold(rows, 'remove', (row) =>
            berth.pending.run(row, 'remove', () =>
              berth.client.containers.remove.mutate({ id: row.id, force: isUp(row), volumes }),
            ),
          )
        }}
      />
    ),
  })
}

interface RemoveContainersProps {
  readonly rows: readonly ContainerRow[]
  readonly onConfirm: (volumes: boolean) => void
}

function RemoveContainers({ rows, onConfirm }: RemoveContainersProps): ReactNode {
  const [volumes, setVolumes] = useState(false)
  const up = rows.filter(isUp)
  const names = rows.map((row) => row.name)
  const shown = names.slice(0, 6).join(', ')
  return (
    <Stack gap="md">
      {rows.length > 1 && (
        <Text>
          {shown}
          {names.length > 6 && ` and ${names.length - 6} more`}
        </Text>
      )}
      <Text>
        What {rows.length === 1 ? 'it' : 'they'} wrote outside of volumes, and{' '}
        {rows.length === 1 ? 'its' : 'their'} logs, will be lost.
        {up.length > 0 &&
          (rows.length === 1
            ? ' It is running and will be killed first.'
            : ` ${up.length} of them run and will be killed first.`)}
      </Text>
      <Checkbox
        label="Remove its anonymous volumes too"
        description="Named volumes stay in any case."
        checked={volumes}
        onChange={(event) => setVolumes(event.currentTarget.checked)}
      />
      <Command line={removeContainersCommand(names, { force: up.length > 0, volumes })} />
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={() => modals.closeAll()}>
          Keep
        </Button>
        <Button color="red" onClick={() => onConfirm(volumes)}>
          {rows.length === 1 ? 'Remove' : `Remove ${rows.length}`}
        </Button>
      </Group>
    </Stack>
  )
}
