import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconPlus } from '@tabler/icons-react'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { NewVolume, VolumeName } from '../../../electron/api/schema/volumes.ts'
import type { Berth } from '../../client/berth.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { tell } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { parsePairs } from '../../lib/pairs.ts'
import { volumeCommands, volumeName } from './words.ts'

export function CreateVolumeButton({ variant = 'filled' }: { variant?: 'filled' | 'default' }): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  return (
    <Button
      variant={variant}
      disabled={!live}
      leftSection={<IconPlus size={14} />}
      onClick={() => openCreateVolume(berth)}
    >
      {t('volumes:create.button')}
    </Button>
  )
}

export function openCreateVolume(berth: Berth): void {
  modals.open({
    title: t('volumes:create.title'),
    size: 'lg',
    children: <CreateVolume berth={berth} onClose={() => modals.closeAll()} />,
  })
}

function CreateVolume({ berth, onClose }: { berth: Berth; onClose: () => void }): ReactNode {
  const [name, setName] = useState('')
  const [driver, setDriver] = useState('local')
  const [options, setOptions] = useState('')
  const [labels, setLabels] = useState('')
  const [touched, setTouched] = useState(false)
  const [error, setError] = useState<PlainError | null>(null)
  const [busy, setBusy] = useState(false)
  const wanted = { options: parsePairs(options), labels: parsePairs(labels) }
  const problems = {
    name: name === '' || VolumeName.safeParse(name).success ? null : t('volumes:create.badName'),
    driver: NewVolume.shape.driver.safeParse(driver).success ? null : t('volumes:create.badDriver'),
    options: wanted.options.error,
    labels: wanted.labels.error,
  }
  const valid = Object.values(problems).every((problem) => problem === null)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    setTouched(true)
    if (!valid || busy) return
    setBusy(true)
    try {
      const created = await berth.client.volumes.create.mutate({
        name: name === '' ? null : name,
        driver,
        options: wanted.options.pairs,
        labels: wanted.labels.pairs,
      })
      tell(t('volumes:create.done', { name: volumeName({ id: created }) }))
      onClose()
    } catch (thrown) {
      setError(plainError(thrown))
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <TextInput
          label={t('volumes:create.name')}
          description={t('volumes:create.nameHint')}
          data-autofocus
          value={name}
          error={touched && problems.name}
          onChange={(event) => setName(event.currentTarget.value.trim())}
        />
        <TextInput
          label={t('volumes:create.driver')}
          value={driver}
          error={touched && problems.driver}
          onChange={(event) => setDriver(event.currentTarget.value.trim())}
        />
        <Textarea
          label={t('volumes:create.options')}
          description={t('volumes:create.optionsHint')}
          autosize
          minRows={2}
          maxRows={6}
          value={options}
          error={touched && problems.options}
          onChange={(event) => setOptions(event.currentTarget.value)}
        />
        <Textarea
          label={t('volumes:create.labels')}
          description={t('volumes:create.labelsHint')}
          autosize
          minRows={2}
          maxRows={6}
          value={labels}
          error={touched && problems.labels}
          onChange={(event) => setLabels(event.currentTarget.value)}
        />
        <Command line={volumeCommands.create(name, driver, wanted.options.pairs, wanted.labels.pairs)} />
        {error && <Notice kind="error" message={error.message} hint={error.hint} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('volumes:create.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
