import { Autocomplete, Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useEffect, useState, type ReactNode, type SubmitEvent } from 'react'
import { ObjectRef } from '../../../electron/api/schema/object.ts'
import { useBerth } from '../../client/context.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { dockerCommand } from '../../lib/docker-command.ts'
import { JobSteps } from './JobSteps.tsx'
import { forgetNews } from './news.ts'
import { useJob } from './useJob.ts'
import { useTags } from './useTags.ts'
import { withTag } from './words.ts'

/** What images are usually made for; others can be pulled by the digest of their own manifest. */
const platforms = [
  'linux/amd64',
  'linux/arm64',
  'linux/arm/v7',
  'linux/arm/v6',
  'linux/386',
  'linux/riscv64',
  'linux/ppc64le',
  'linux/s390x',
]

interface PullFormProps {
  readonly initial: string
  readonly initialPlatform: string
  readonly onClose: () => void
}

/** Asks for a reference, then shows the pull; closing it leaves the pull to the tray. */
export function PullForm({ initial, initialPlatform, onClose }: PullFormProps): ReactNode {
  const { client } = useBerth()
  const [reference, setReference] = useState(initial)
  const [platform, setPlatform] = useState(initialPlatform)
  const [touched, setTouched] = useState(false)
  const { job, running, error, start, cancel } = useJob()
  const { references, said } = useTags(reference)
  const valid = ObjectRef.safeParse(reference.trim()).success
  const wanted = withTag(reference.trim())

  // A pull that ended well has said all there is to say: its image is in the table.
  useEffect(() => {
    if (job?.state !== 'done') return
    forgetNews(wanted)
    const timer = setTimeout(onClose, 1500)
    return () => clearTimeout(timer)
  }, [job?.state, wanted, onClose])

  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    setTouched(true)
    if (!valid || running) return
    void start(() => client.images.pull.mutate({ reference: wanted, platform: platform || null }))
  }
  const problem =
    touched && !valid ? t(reference.trim() === '' ? 'images:pull.none' : 'images:pull.invalid') : null
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Autocomplete
          label={t('images:pull.image')}
          placeholder={t('images:pull.placeholder')}
          description={said ?? t('images:pull.tagsHelp')}
          data-autofocus
          data={references}
          filter={({ options }) => options}
          maxDropdownHeight={220}
          value={reference}
          disabled={running}
          error={problem}
          onChange={setReference}
        />
        <NativeSelect
          w={240}
          size="sm"
          label={t('images:pull.platform')}
          value={platform}
          disabled={running}
          data={[
            { value: '', label: t('images:pull.platformOwn') },
            ...[...new Set([platform, ...platforms])].filter(Boolean),
          ]}
          onChange={(event) => setPlatform(event.currentTarget.value)}
        />
        <Command
          line={dockerCommand(
            'pull',
            ...(platform === '' ? [] : ['--platform', platform]),
            valid ? wanted : 'alpine:latest',
          )}
        />
        {error && <Notice kind="error" message={error.message} hint={error.hint} />}
        {job && <JobSteps job={job} onLeave={onClose} />}
        <Group justify="space-between">
          <Text c="dimmed">{running ? t('images:pull.goesOn') : ''}</Text>
          <Group gap="sm">
            {running && job && (
              <Button variant="default" onClick={cancel}>
                {t('images:pull.cancel')}
              </Button>
            )}
            <Button variant="default" onClick={onClose}>
              {t('common:close')}
            </Button>
            {!running && (
              <Button type="submit" leftSection={<IconDownload size={14} />}>
                {t(job ? 'images:pull.again' : 'images:pull.submit')}
              </Button>
            )}
          </Group>
        </Group>
      </Stack>
    </form>
  )
}
