import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import type { ImageRow } from '../../../electron/api/schema/images.ts'
import { ObjectRef } from '../../../electron/api/schema/object.ts'
import { useBerth } from '../../client/context.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { useStore } from '../../client/store.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { tellUndo } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { dockerCommand } from '../../lib/docker-command.ts'
import { shortId } from '../../lib/format.ts'
import { imageName, withTag } from './words.ts'

/** Gives an image one more name; says who loses it. */
export function TagForm({ row, onClose }: { row: ImageRow; onClose: () => void }): ReactNode {
  const berth = useBerth()
  const { rows } = useStore(berth.images)
  const [name, setName] = useState('')
  const [error, setError] = useState<PlainError | null>(null)
  const [busy, setBusy] = useState(false)
  const wanted = withTag(name.trim())
  const valid = ObjectRef.safeParse(wanted).success && !wanted.includes('@')
  const loser = rows.find((one) => one.id !== row.id && one.tags.includes(wanted))

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (!valid || busy) return
    setBusy(true)
    try {
      await berth.client.images.tag.mutate({ id: row.id, name: wanted })
      onClose()
      tellUndo({
        message: t('images:tag.done', { name: wanted }),
        store: berth.images,
        holds: () => berth.images.current(row.id)?.tags.includes(wanted) === true,
        // What lost its name to this one gets it back, which takes it off here.
        undo: () =>
          loser
            ? berth.client.images.tag.mutate({ id: loser.id, name: wanted })
            : berth.client.images.remove.mutate({ id: wanted, force: false }),
      })
    } catch (thrown) {
      setError(plainError(thrown))
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <TextInput
          label={t('images:tag.label')}
          description={loser ? t('images:tag.taken', { id: shortId(loser.id) }) : t('images:tag.help')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          data-autofocus
          value={name}
          error={!valid && name.trim() !== '' ? t('images:push.invalid') : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Command line={dockerCommand('tag', imageName(row), name.trim() === '' ? 'name:tag' : wanted)} />
        {error && <Notice kind="error" message={error.message} hint={error.hint} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" disabled={!valid} loading={busy}>
            {t('images:tag.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
