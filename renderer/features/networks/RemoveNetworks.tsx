import { Button, Group, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useState, type ReactNode } from 'react'
import type { NetworkRow, NewNetwork } from '../../../electron/api/schema/networks.ts'
import type { Berth } from '../../client/berth.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { tell, tellUndo } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { isUnused, networkCommands } from './words.ts'

/** Asks before networks are removed; the engine's own are left out. */
export function askToRemoveNetworks(berth: Berth, rows: readonly NetworkRow[]): void {
  const able = rows.filter((row) => !row.builtIn)
  const [first] = able
  if (!first) {
    tell(t('networks:removing.builtIn'))
    return
  }
  modals.open({
    title: t('networks:removing.title', { count: able.length, name: first.name }),
    children: <RemoveNetworks berth={berth} rows={able} onClose={() => modals.closeAll()} />,
  })
}

/** The same for all that nobody is connected to. */
export function askToRemoveUnused(berth: Berth, rows: readonly NetworkRow[]): void {
  const unused = rows.filter(isUnused)
  if (unused.length === 0) tell(t('networks:removing.nothing'))
  else askToRemoveNetworks(berth, unused)
}

/** Offers to make them again, where each of them can be made as it was. */
function tellRemoved({ client }: Berth, gone: readonly (NewNetwork | null)[]): void {
  const message = t('networks:removing.done', { count: gone.length })
  const again = gone.filter((network) => network !== null)
  if (again.length < gone.length) tell(message)
  else
    tellUndo({
      message,
      undo: async () => {
        for (const network of again) await client.networks.create.mutate(network)
      },
    })
}

interface RemoveNetworksProps {
  readonly berth: Berth
  readonly rows: readonly NetworkRow[]
  readonly onClose: () => void
}

function RemoveNetworks({ berth, rows, onClose }: RemoveNetworksProps): ReactNode {
  const [left, setLeft] = useState(rows)
  const [failures, setFailures] = useState<readonly { row: NetworkRow; error: PlainError }[]>([])
  const [busy, setBusy] = useState(false)

  const remove = async (): Promise<void> => {
    setBusy(true)
    const failed: { row: NetworkRow; error: PlainError }[] = []
    const gone: (NewNetwork | null)[] = []
    for (const row of left)
      try {
        gone.push(await berth.client.networks.remove.mutate({ id: row.id }))
      } catch (thrown) {
        failed.push({ row, error: plainError(thrown) })
      }
    setBusy(false)
    if (gone.length > 0) tellRemoved(berth, gone)
    setFailures(failed)
    setLeft(failed.map(({ row }) => row))
    if (failed.length === 0) onClose()
  }

  return (
    <Stack gap="md">
      {left.length > 1 && <Text>{left.map(({ name }) => name).join(', ')}</Text>}
      <Text className="dim">{t('networks:removing.intro')}</Text>
      {failures.map(({ row, error }) => (
        <Notice key={row.id} kind="error" message={error.message} hint={error.hint} />
      ))}
      <Command line={networkCommands.remove(left.map(({ name }) => name))} />
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('networks:removing.keep')}
        </Button>
        <Button color="red" loading={busy} onClick={() => void remove()}>
          {failures.length > 0
            ? t('networks:removing.again')
            : t('networks:removing.do', { count: left.length })}
        </Button>
      </Group>
    </Stack>
  )
}
