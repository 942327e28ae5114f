import { TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useState, type ReactNode } from 'react'
import type { ContainerRow } from '../../../../electron/api/schema/containers.ts'
import type { Berth } from '../../../client/berth.ts'
import { tellUndo } from '../../../components/tell.tsx'
import { t } from '../../../i18n/index.ts'
import { dockerCommand } from '../../../lib/docker-command.ts'
import { Form } from './Form.tsx'
import { useWork } from './useWork.ts'

/** As the engine takes names (moby, daemon/names: RestrictedNameChars). */
const grammar = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/

export function openRename(berth: Berth, row: ContainerRow): void {
  modals.open({
    title: t('container:rename.title', { name: row.name }),
    children: <Rename berth={berth} row={row} />,
  })
}

function Rename({ berth, row }: { readonly berth: Berth; readonly row: ContainerRow }): ReactNode {
  const [typed, setTyped] = useState(row.name)
  const name = typed.trim()
  const valid = grammar.test(name) && name.length <= 255
  const { busy, error, run } = useWork(async () => {
    await berth.client.containers.rename.mutate({ id: row.id, name })
    modals.closeAll()
    tellUndo({
      message: t('container:rename.done', { before: row.name, name }),
      store: berth.containers,
      holds: () => berth.containers.current(row.id)?.name === name,
      undo: () => berth.client.containers.rename.mutate({ id: row.id, name: row.name }),
    })
  })
  return (
    <Form
      command={dockerCommand('rename', row.name, name || '…')}
      confirm={t('container:rename.confirm')}
      ready={valid && name !== row.name}
      busy={busy}
      error={error}
      onConfirm={run}
    >
      <TextInput
        data-autofocus
        label={t('container:rename.name')}
        value={typed}
        error={valid || name === '' ? undefined : t('container:rename.grammar')}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
      />
    </Form>
  )
}
