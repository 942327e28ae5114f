import { Button, Group, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState, type ReactNode } from 'react'
import type { StoppedContainer } from '../../../electron/api/schema/containers.ts'
import type { Berth } from '../../client/berth.ts'
import { useBerth } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import type { Sort, TableColumn } from '../../components/table/columns.ts'
import { DataTable } from '../../components/table/DataTable.tsx'
import { toggled, type Selection } from '../../components/table/selection.ts'
import { tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { dockerCommand, removeContainersCommand } from '../../lib/docker-command.ts'
import { bytes } from '../../lib/format.ts'
import { Created } from './columns.tsx'
import css from './PruneContainers.module.css'

/** Shows which containers have ended and what each wrote, and removes those that are chosen. */
export function askToPrune(berth: Berth): void {
  modals.open({
    title: t('containers:prune.title'),
    size: 'xl',
    children: (
      <PruneContainers
        onConfirm={(ids) => {
          modals.closeAll()
          // The tray shows how far it is.
          berth.client.containers.prune.mutate({ ids }).catch((error: unknown) => tellError(error))
        }}
      />
    ),
  })
}

type OnConfirm = (ids: string[]) => void

function PruneContainers({ onConfirm }: { onConfirm: OnConfirm }): ReactNode {
  const { client } = useBerth()
  const { data, error } = useQuery({
    queryKey: ['containers', 'stopped'],
    queryFn: () => client.containers.stopped.query(),
    staleTime: 0,
    gcTime: 0,
  })
  if (error) {
    const { message, hint } = plainError(error)
    return <Notice kind="error" message={message} hint={hint} />
  }
  if (!data) return <Text role="status">{t('containers:prune.measuring')}</Text>
  if (data.length === 0) return <Text>{t('containers:prune.nothing')}</Text>
  return <Choice rows={data} onConfirm={onConfirm} />
}

function Choice({ rows, onConfirm }: { rows: readonly StoppedContainer[]; onConfirm: OnConfirm }): ReactNode {
  const [sort, setSort] = useState<Sort>({ id: 'wrote', desc: true })
  const [selection, setSelection] = useState<Selection>({
    ids: new Set(rows.map(({ id }) => id)),
    anchor: null,
  })
  const chosen = useMemo(() => rows.filter(({ id }) => selection.ids.has(id)), [rows, selection])
  const wrote = chosen.reduce((total, row) => total + (row.writtenBytes ?? 0), 0)
  const toggle = (row: StoppedContainer): void => setSelection(toggled(selection, row.id))
  return (
    <Stack gap="md">
      <Text>{t('containers:prune.intro')}</Text>
      <div className={css.table} style={{ height: Math.min(340, 34 + rows.length * 32) }}>
        <DataTable
          label={t('containers:prune.table')}
          noun="container"
          rows={rows}
          columns={columns}
          sort={sort}
          onSort={setSort}
          selection={selection}
          onSelection={setSelection}
          nameOf={(row) => row.name}
          openId={null}
          dimmed={false}
          onOpen={toggle}
          onEnter={toggle}
          onMenu={() => undefined}
        />
      </div>
      <Text role="status">
        {t('containers:prune.chosen', { count: chosen.length, all: rows.length, bytes: bytes(wrote) })}
      </Text>
      <Command
        line={
          chosen.length === rows.length
            ? dockerCommand('container', 'prune')
            : removeContainersCommand(
                chosen.map(({ name }) => name),
                { force: false, volumes: false },
              )
        }
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={() => modals.closeAll()}>
          {t('containers:remove.keep')}
        </Button>
        <Button
          color="red"
          disabled={chosen.length === 0}
          onClick={() => onConfirm(chosen.map(({ id }) => id))}
        >
          {t('containers:prune.confirm', { count: chosen.length })}
        </Button>
      </Group>
    </Stack>
  )
}

const columns: readonly TableColumn<StoppedContainer>[] = [
  {
    id: 'name',
    header: t('containers:columns.name'),
    width: 'minmax(140px, 2fr)',
    sortBy: (row) => row.name,
    cell: (row) => <span title={row.name}>{row.name}</span>,
  },
  {
    id: 'state',
    header: t('containers:columns.state'),
    width: '100px',
    sortBy: (row) => row.state,
    cell: (row) =>
      row.state === 'exited'
        ? t('containers:status.exited', { code: row.exitCode ?? '?' })
        : t(`containers:status.${row.state === 'dead' ? 'dead' : 'created'}`),
  },
  {
    id: 'image',
    header: t('containers:columns.image'),
    width: 'minmax(100px, 2fr)',
    sortBy: (row) => row.image,
    cell: (row) => <span title={row.image}>{row.image}</span>,
    from: 520,
  },
  {
    id: 'created',
    header: t('containers:columns.created'),
    width: '96px',
    sortBy: (row) => -row.created,
    cell: (row) => <Created seconds={row.created} />,
    from: 600,
  },
  {
    id: 'wrote',
    header: t('containers:prune.wrote'),
    width: '80px',
    sortBy: (row) => row.writtenBytes ?? 0,
    cell: (row) => (row.writtenBytes === null ? '?' : bytes(row.writtenBytes)),
    align: 'end',
    largestFirst: true,
  },
]
