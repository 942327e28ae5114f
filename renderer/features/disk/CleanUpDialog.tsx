import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMemo, useState, type ReactNode } from 'react'
import {
  planOf,
  sumOfCandidates,
  whatGoes,
  type Candidate,
  type CleanUpPreview,
} from '../../../electron/api/schema/clean-up.ts'
import type { Client } from '../../client/connection.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { useAnswer } from '../../client/use-watched.ts'
import type { Subscribe } from '../../../electron/api/client/watch.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'
import { useJob } from '../images/useJob.ts'
import { JobProgress } from '../jobs/JobProgress.tsx'
import { StepList } from '../jobs/StepList.tsx'
import { Choices } from './Choices.tsx'
import { cleanUpCommands } from './commands.ts'
import type { CleanUpScope } from './cleaning-up.ts'
import { firstChoice, kindsOf } from './scope.ts'
import css from './Disk.module.css'
import { GoingTable } from './GoingTable.tsx'
import { objectName } from './words.ts'

/** volumes that the warning names; the list has them all */
const named = 12

const volumeNames = (volumes: readonly Candidate[]): string =>
  [
    ...volumes.slice(0, named).map((one) => objectName('volumes', one)),
    ...(volumes.length > named ? [t('disk:records.more', { count: volumes.length - named })] : []),
  ].join(', ')

const previewOf =
  (scope: CleanUpScope) =>
  (client: Client): Subscribe<CleanUpPreview> =>
  (on) =>
    client.disk.preview.subscribe({ kinds: [...kindsOf(scope)] }, on)

interface CleanUpDialogProps {
  readonly scope: CleanUpScope
  readonly onClose: () => void
}

/** What could go, which of it goes, and then the work itself. Measured when it opens, and called off when it closes. */
export function CleanUpDialog({ scope, onClose }: CleanUpDialogProps): ReactNode {
  const { value, error } = useAnswer(useMemo(() => previewOf(scope), [scope]))
  const problem = error === null ? null : plainError(error)
  return (
    <Modal opened onClose={onClose} title={t(`disk:cleanUp.titles.${scope}`)} size="xl">
      {problem && <Notice kind="error" message={problem.message} hint={problem.hint} />}
      {!value && !problem && (
        <div role="status">
          <Text>{t('disk:cleanUp.measuring')}</Text>
          <Text c="dimmed">{t('disk:cleanUp.measuringHint')}</Text>
        </div>
      )}
      {value && <CleanUp scope={scope} preview={value} onClose={onClose} />}
    </Modal>
  )
}

function CleanUp({
  scope,
  preview: seen,
  onClose,
}: CleanUpDialogProps & { readonly preview: CleanUpPreview }): ReactNode {
  const { client } = useBerth()
  const live = useIsLive()
  const [choice, setChoice] = useState(() => firstChoice(scope))
  const [spared, setSpared] = useState<ReadonlySet<string>>(new Set())
  const [opened] = useState(() => Date.now())
  const { job, running, error, start } = useJob()
  const { candidates, kept } = seen

  const chosen = useMemo(() => whatGoes(candidates, choice, opened), [candidates, choice, opened])
  const going = useMemo(
    () => whatGoes(candidates, choice, opened, spared),
    [candidates, choice, opened, spared],
  )
  const sum = sumOfCandidates(going)
  const volumes = going.filter(({ kind }) => kind === 'volumes')

  if (job)
    return (
      <Stack gap="md">
        <div role="status">
          {job.state === 'running' && <Text>{t('disk:cleanUp.running')}</Text>}
          {job.state === 'failed' && (
            <Text>{t('disk:cleanUp.failed', { bytes: bytes(job.bytes?.current ?? 0) })}</Text>
          )}
          <JobProgress job={job} />
        </div>
        <StepList job={job} />
        {job.error && <Text c="dimmed">{job.error.hint}</Text>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('disk:cleanUp.close')}
          </Button>
        </Group>
      </Stack>
    )
  if (candidates.length === 0)
    return (
      <Stack gap="md">
        <Text role="status">{t('disk:cleanUp.empty')}</Text>
        {kept > 0 && <Text c="dimmed">{t('disk:cleanUp.kept', { count: kept })}</Text>}
      </Stack>
    )
  return (
    <Stack gap="md">
      {scope !== 'disk' && scope !== 'volumes' && <Text>{t(`disk:cleanUp.loses.${scope}`)}</Text>}
      <Choices
        scope={scope}
        candidates={candidates}
        choice={choice}
        now={opened}
        onChoice={(next) => {
          setChoice(next)
          // What was left out of another choice is looked at anew.
          setSpared(new Set())
        }}
      />
      {chosen.length > 0 && <GoingTable rows={chosen} going={going} spared={spared} onSpared={setSpared} />}
      {volumes.length > 0 && (
        <Notice
          kind="warn"
          message={t('disk:cleanUp.volumesLost', {
            names: volumeNames(volumes),
          })}
        />
      )}
      <div>
        <Text role="status">
          {going.length === 0
            ? t('disk:cleanUp.nothing')
            : t('disk:cleanUp.sum', { count: going.length, bytes: bytes(sum.bytes) })}{' '}
          {sum.unknown > 0 && t('disk:cleanUp.unknown', { count: sum.unknown })}
        </Text>
        {kept > 0 && <Text c="dimmed">{t('disk:cleanUp.kept', { count: kept })}</Text>}
        {choice.networks !== 'none' && <Text c="dimmed">{t('disk:cleanUp.networksNote')}</Text>}
      </div>
      {going.length > 0 && (
        <details className={css.commands}>
          <summary>{t('disk:cleanUp.commands')}</summary>
          <Stack gap="xs" mt="xs">
            {cleanUpCommands(chosen, going, choice, kept).map((line) => (
              <Command key={line} line={line} />
            ))}
            <Text c="dimmed">{t('disk:cleanUp.commandsNote')}</Text>
          </Stack>
        </details>
      )}
      {error && <Notice kind="error" message={error.message} hint={error.hint} />}
      <Group justify="flex-end" gap="sm" className={css.foot}>
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('disk:cleanUp.cancel')}
        </Button>
        <Button
          color="red"
          disabled={going.length === 0 || !live}
          loading={running}
          onClick={() => void start(() => client.disk.cleanUp.mutate(planOf(going, choice)))}
        >
          {t('disk:cleanUp.submit', { bytes: bytes(sum.bytes) })}
        </Button>
      </Group>
    </Stack>
  )
}
