import { Button, Checkbox, Group, NativeSelect, Stack } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import type { ComposeActionInput, ComposeProject } from '../../../electron/api/schema/compose.ts'
import type { Berth } from '../../client/berth.ts'
import { Command } from '../../components/Copyable.tsx'
import { t } from '../../i18n/index.ts'
import { act } from './actions.tsx'
import { commandOf } from './command-line.ts'

/** Asks how a project is brought up; `started` once compose is at work. */
export function askToBringUp(berth: Berth, project: ComposeProject, started: () => void): void {
  modals.open({
    title: t('compose:up.title', { name: project.id }),
    children: <UpProject berth={berth} project={project} started={started} />,
  })
}

const pulls = ['policy', 'always', 'never'] as const

interface UpProjectProps {
  readonly berth: Berth
  readonly project: ComposeProject
  readonly started: () => void
}

function UpProject({ berth, project, started }: UpProjectProps): ReactNode {
  const [build, setBuild] = useState(false)
  const [recreate, setRecreate] = useState(false)
  const [removeOrphans, setRemoveOrphans] = useState(false)
  const [pull, setPull] = useState<(typeof pulls)[number]>('policy')
  const action: ComposeActionInput = { kind: 'up', build, recreate, removeOrphans, pull }
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    modals.closeAll()
    if ((await act(berth, project.id, action)) !== null) started()
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <Checkbox
          label={t('compose:up.build')}
          checked={build}
          onChange={(event) => setBuild(event.currentTarget.checked)}
        />
        <Checkbox
          label={t('compose:up.recreate')}
          description={t('compose:up.recreateHint')}
          checked={recreate}
          onChange={(event) => setRecreate(event.currentTarget.checked)}
        />
        <Checkbox
          label={t('compose:up.removeOrphans')}
          description={t('compose:up.removeOrphansHint')}
          checked={removeOrphans}
          onChange={(event) => setRemoveOrphans(event.currentTarget.checked)}
        />
        <NativeSelect
          label={t('compose:up.pull')}
          value={pull}
          data={pulls.map((value) => ({ value, label: t(`compose:up.pulls.${value}`) }))}
          onChange={(event) => setPull(pulls.find((each) => each === event.currentTarget.value) ?? 'policy')}
        />
        <Command line={commandOf(project, action)} />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => modals.closeAll()}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" data-autofocus>
            {t('compose:do.up')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
