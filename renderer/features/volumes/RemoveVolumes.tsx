import { Button, Group, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useState, type ReactNode } from 'react'
import type { VolumeRow } from '../../../electron/api/schema/volumes.ts'
import type { Berth } from '../../client/berth.ts'
import { BerthContext } from '../../client/context.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { SizedList } from '../../components/SizedList.tsx'
import { tell } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'
import { sumOf, useSizes } from './sizes.ts'
import { usersOf, volumeCommands, volumeName } from './words.ts'

const close = (): void => modals.closeAll()

/** Asks before volumes are removed, with their sizes; who uses one is named. */
export function askToRemoveVolumes(berth: Berth, rows: readonly VolumeRow[]): void {
  const [first] = rows
  if (!first) return
  modals.open({
    title: t('volumes:removing.title', { count: rows.length, name: volumeName(first) }),
    children: (
      <BerthContext value={berth}>
        <RemoveVolumes berth={berth} rows={rows} />
      </BerthContext>
    ),
  })
}

interface Failure {
  readonly row: VolumeRow
  readonly error: PlainError
}

/** Removes one after another; what could not be removed is told, and tried again when asked. */
function useRemoval(berth: Berth, all: readonly VolumeRow[]) {
  const [left, setLeft] = useState<readonly VolumeRow[] | null>(null)
  const [failures, setFailures] = useState<readonly Failure[]>([])
  const [busy, setBusy] = useState(false)
  const rows = left ?? all
  const remove = async (): Promise<void> => {
    setBusy(true)
    const failed: Failure[] = []
    for (const row of rows) {
      try {
        await berth.client.volumes.remove.mutate({ name: row.id })
      } catch (thrown) {
        failed.push({ row, error: plainError(thrown) })
      }
    }
    setBusy(false)
    const count = rows.length - failed.length
    if (count > 0) tell(t('volumes:removing.done', { count }))
    setFailures(failed)
    setLeft(failed.map(({ row }) => row))
    if (failed.length === 0) close()
  }
  return { rows, failures, busy, remove: () => void remove() }
}

function RemoveVolumes({ berth, rows: all }: { berth: Berth; rows: readonly VolumeRow[] }): ReactNode {
  const { sizes } = useSizes()
  const { rows, failures, busy, remove } = useRemoval(berth, all)
  const names = rows.map(({ id }) => id)
  const sum = sumOf(names, sizes)
  const count = rows.length
  return (
    <Stack gap="md">
      <Text>
        {sum === null
          ? t('volumes:removing.unknown', { count })
          : t('volumes:removing.words', { count, bytes: bytes(sum) })}
      </Text>
      {count > 1 && (
        <SizedList
          label={t('volumes:removing.list')}
          rows={rows.map((row) => ({ id: row.id, name: volumeName(row), bytes: sizes[row.id] }))}
        />
      )}
      {failures.length === 0 &&
        rows
          .filter((row) => row.usedBy.length > 0)
          .map((row) => (
            <Notice
              key={row.id}
              kind="warn"
              message={t('volumes:removing.used', { name: volumeName(row), users: usersOf(row) })}
            />
          ))}
      <Failures failures={failures} />
      <Command line={volumeCommands.remove(names)} />
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={close}>
          {t('volumes:removing.keep')}
        </Button>
        <Button color="red" loading={busy} onClick={remove}>
          {failures.length > 0 ? t('volumes:removing.again') : t('volumes:removing.remove', { count })}
        </Button>
      </Group>
    </Stack>
  )
}

function Failures({ failures }: { failures: readonly Failure[] }): ReactNode {
  return failures.map(({ row, error }) => (
    <Notice
      key={row.id}
      kind="error"
      message={t('volumes:removing.failed', { name: volumeName(row), message: error.message })}
      hint={error.hint}
    />
  ))
}
