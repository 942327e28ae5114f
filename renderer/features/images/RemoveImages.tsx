import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useState, type ReactNode } from 'react'
import type { ImageRow } from '../../../electron/api/schema/images.ts'
import type { Berth } from '../../client/berth.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { tell } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { dockerCommand } from '../../lib/docker-command.ts'
import { bytes } from '../../lib/format.ts'
import { imageName } from './words.ts'

/** Asks before images are removed, with their size and the containers that use them. */
export function askToRemoveImages(berth: Berth, rows: readonly ImageRow[]): void {
  const [first] = rows
  if (!first) return
  modals.open({
    title:
      rows.length === 1
        ? t('images:remove.title', { name: imageName(first) })
        : t('images:remove.titleMany', { count: rows.length }),
    children: <RemoveImages berth={berth} rows={rows} onClose={() => modals.closeAll()} />,
  })
}

/** So many containers are named. */
const shownUsers = 5

interface Failure {
  readonly row: ImageRow
  readonly error: PlainError
}

interface RemoveImagesProps {
  readonly berth: Berth
  readonly rows: readonly ImageRow[]
  readonly onClose: () => void
}

function RemoveImages({ berth, rows, onClose }: RemoveImagesProps): ReactNode {
  const [force, setForce] = useState(false)
  const [left, setLeft] = useState(rows)
  const [failures, setFailures] = useState<readonly Failure[]>([])
  const [busy, setBusy] = useState(false)
  const users = [...new Set(left.flatMap((row) => row.usedBy))]
  const names = left.flatMap((row) => row.tags)
  const size = left.reduce((sum, row) => sum + row.bytes, 0)
  const conflict = failures.some(({ error }) => error.code === 'conflict')

  const remove = async (): Promise<void> => {
    setBusy(true)
    const failed: Failure[] = []
    for (const row of left) {
      try {
        // The engine wants force to take more than one name off; without a container there is nothing it could break.
        const unused = row.usedBy.length === 0 && row.tags.length > 1
        await berth.client.images.remove.mutate({ id: row.id, force: force || unused })
      } catch (thrown) {
        failed.push({ row, error: plainError(thrown) })
      }
    }
    setBusy(false)
    if (failed.length < left.length) tell(t('images:remove.removed', { count: left.length - failed.length }))
    setFailures(failed)
    setLeft(failed.map(({ row }) => row))
    if (failed.length === 0) onClose()
  }

  return (
    <Stack gap="md">
      <Text>{t('images:remove.takes', { count: left.length, size: bytes(size) })}</Text>
      {left.length === 1 && names.length > 1 && (
        <Text>{t('images:remove.names', { names: names.join(', ') })}</Text>
      )}
      {users.length > 0 && (
        <Text>
          {users.length > shownUsers
            ? t('images:remove.usedByMore', {
                names: users.slice(0, shownUsers).join(', '),
                count: users.length - shownUsers,
              })
            : t('images:remove.usedBy', { names: users.join(', ') })}
        </Text>
      )}
      {failures.map(({ row, error }) => (
        <Notice key={row.id} kind="error" message={`${imageName(row)}: ${error.message}`} hint={error.hint} />
      ))}
      {(users.length > 0 || conflict) && (
        <Checkbox
          label={t('images:remove.force')}
          description={t('images:remove.forceHelp')}
          checked={force}
          onChange={(event) => setForce(event.currentTarget.checked)}
        />
      )}
      <Command line={dockerCommand('rmi', ...(force ? ['-f'] : []), ...left.map(imageName))} />
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('images:remove.keep')}
        </Button>
        <Button color="red" loading={busy} onClick={() => void remove()}>
          {failures.length > 0
            ? t('common:tryAgain')
            : left.length === 1
              ? t('images:remove.submit')
              : t('images:remove.submitMany', { count: left.length })}
        </Button>
      </Group>
    </Stack>
  )
}
