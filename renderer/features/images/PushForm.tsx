import { Autocomplete, Button, Group, Stack, Text } from '@mantine/core'
import { IconArrowBarUp } from '@tabler/icons-react'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import type { ImageRow } from '../../../electron/api/schema/images.ts'
import { ObjectRef } from '../../../electron/api/schema/object.ts'
import { useBerth } from '../../client/context.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { dockerCommand } from '../../lib/docker-command.ts'
import { JobSteps } from './JobSteps.tsx'
import { forgetNews } from './news.ts'
import { useJob } from './useJob.ts'
import { withTag } from './words.ts'

/** Asks under which name an image is pushed, gives it that name where it has another, then shows the push. */
export function PushForm({ row, onClose }: { row: ImageRow; onClose: () => void }): ReactNode {
  const { client } = useBerth()
  const [name, setName] = useState(row.tags[0] ?? '')
  const { job, running, error, start, cancel } = useJob()
  const wanted = withTag(name.trim())
  const valid = ObjectRef.safeParse(wanted).success && !wanted.includes('@')
  const isNew = valid && !row.tags.includes(wanted)

  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!valid || running) return
    void start(async () => {
      if (isNew) await client.images.tag.mutate({ id: row.id, name: wanted })
      forgetNews(wanted)
      return client.images.push.mutate({ reference: wanted })
    })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Autocomplete
          label={t('images:push.as')}
          description={isNew ? t('images:push.newName') : t('images:push.asHelp')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          data-autofocus
          data={row.tags}
          filter={({ options }) => options}
          value={name}
          disabled={running}
          error={!valid && name.trim() !== '' ? t('images:push.invalid') : null}
          onChange={setName}
        />
        {valid && isNew && <Command line={dockerCommand('tag', row.tags[0] ?? row.id, wanted)} />}
        <Command line={dockerCommand('push', valid ? wanted : (row.tags[0] ?? row.id))} />
        {error && <Notice kind="error" message={error.message} hint={error.hint} />}
        {job && <JobSteps job={job} onLeave={onClose} />}
        <Group justify="space-between">
          <Text c="dimmed">{running ? t('images:pull.goesOn') : ''}</Text>
          <Group gap="sm">
            {running && job && (
              <Button variant="default" onClick={cancel}>
                {t('images:push.cancel')}
              </Button>
            )}
            <Button variant="default" onClick={onClose}>
              {t('common:close')}
            </Button>
            {!running && (
              <Button type="submit" disabled={!valid} leftSection={<IconArrowBarUp size={14} />}>
                {t(job ? 'images:push.again' : 'images:push.submit')}
              </Button>
            )}
          </Group>
        </Group>
      </Stack>
    </form>
  )
}
