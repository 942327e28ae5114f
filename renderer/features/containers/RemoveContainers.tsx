import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import type { Berth } from '../../client/berth.ts'
import { useBerth } from '../../client/context.ts'
import { Command } from '../../components/Copyable.tsx'
import { SizedList } from '../../components/SizedList.tsx'
import { t } from '../../i18n/index.ts'
import { removeContainersCommand } from '../../lib/docker-command.ts'
import { bytes } from '../../lib/format.ts'
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

/** The engine measures so many at once. */
const mostMeasured = 1000

interface RemoveContainersProps {
  readonly rows: readonly ContainerRow[]
  readonly onConfirm: (volumes: boolean) => void
}

function RemoveContainers({ rows, onConfirm }: RemoveContainersProps): ReactNode {
  const { client } = useBerth()
  const [volumes, setVolumes] = useState(false)
  const up = rows.filter(isUp).length
  const names = rows.map((row) => row.name)
  const count = rows.length
  const { data, error } = useQuery({
    queryKey: ['containers', 'written', ...rows.map(({ id }) => id)],
    queryFn: ({ signal }) =>
      client.containers.written.query({ ids: rows.slice(0, mostMeasured).map(({ id }) => id) }, { signal }),
    staleTime: 0,
    gcTime: 0,
  })
  const sum = Object.values(data ?? {}).reduce((all, one) => all + one, 0)
  return (
    <Stack gap="md">
      <Text>
        {t('containers:remove.lost', { count })}
        {up > 0 &&
          ` ${count === 1 ? t('containers:remove.up') : t('containers:remove.someUp', { count: up })}`}
      </Text>
      <Text role="status">
        {data
          ? t('containers:remove.wrote', { count, bytes: bytes(sum) })
          : t(`containers:remove.${error ? 'unknown' : 'measuring'}`)}
      </Text>
      {count > 1 && (
        <SizedList
          label={t('containers:remove.list')}
          rows={rows.map(({ id, name }) => ({ id, name, bytes: data?.[id] }))}
        />
      )}
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
