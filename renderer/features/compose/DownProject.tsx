import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { ComposeActionInput, ComposeProject } from '../../../electron/api/schema/compose.ts'
import type { Berth } from '../../client/berth.ts'
import { plainError } from '../../client/errors.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'
import { act } from './actions.tsx'
import { commandOf } from './command-line.ts'
import { containersOf } from './words.ts'

/** Asks before a project is taken down, which loses what its containers wrote, and with its volumes all it kept. */
export function askToTakeDown(berth: Berth, project: ComposeProject, started: () => void): void {
  modals.open({
    title: t('compose:down.title', { name: project.id }),
    children: <DownProject berth={berth} project={project} started={started} />,
  })
}

interface DownProjectProps {
  readonly berth: Berth
  readonly project: ComposeProject
  readonly started: () => void
}

function DownProject({ berth, project, started }: DownProjectProps): ReactNode {
  const [volumes, setVolumes] = useState(false)
  const [localImages, setLocalImages] = useState(false)
  const { data, error } = useQuery({
    queryKey: ['compose.volumes', project.id],
    queryFn: () => berth.client.compose.volumes.query({ project: project.id }),
    staleTime: 0,
  })
  const named = data ?? []
  const known = named.reduce((sum, volume) => sum + (volume.bytes ?? 0), 0)
  const action: ComposeActionInput = { kind: 'down', volumes, localImages }
  const down = async (): Promise<void> => {
    modals.closeAll()
    if ((await act(berth, project.id, action)) !== null) started()
  }
  const failure = error ? plainError(error) : null
  return (
    <Stack gap="md">
      <Text>{t('compose:down.loses', { count: containersOf(project).length })}</Text>
      <Checkbox
        label={t('compose:down.volumes')}
        description={
          data === undefined
            ? t('compose:down.measuring')
            : named.length === 0
              ? t('compose:down.noVolumes')
              : t('compose:down.volumesHint', { count: named.length, size: bytes(known) })
        }
        checked={volumes}
        onChange={(event) => setVolumes(event.currentTarget.checked)}
      />
      {named.length > 0 && (
        <ul aria-label={t('compose:down.named')} style={{ margin: 0, paddingInlineStart: 40 }}>
          {named.map((volume) => (
            <li key={volume.name}>
              <span className="mono">{volume.name}</span>{' '}
              <span className="dim">
                {volume.bytes === null ? t('compose:down.unmeasured') : bytes(volume.bytes)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {failure && <Notice kind="warn" message={failure.message} hint={failure.hint} />}
      <Checkbox
        label={t('compose:down.images')}
        description={t('compose:down.imagesHint')}
        checked={localImages}
        onChange={(event) => setLocalImages(event.currentTarget.checked)}
      />
      <Command line={commandOf(project, action)} />
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={() => modals.closeAll()}>
          {t('compose:down.keep')}
        </Button>
        <Button color="red" onClick={() => void down()}>
          {t(volumes ? 'compose:down.doWithVolumes' : 'compose:down.do')}
        </Button>
      </Group>
    </Stack>
  )
}
