import { Checkbox, Text, Textarea, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useState, type ReactNode } from 'react'
import type { CommitOptions } from '../../../../electron/api/schema/container.ts'
import type { ContainerRow } from '../../../../electron/api/schema/containers.ts'
import { enginePowers } from '../../../../electron/api/schema/engine-powers.ts'
import type { Berth } from '../../../client/berth.ts'
import { useStore } from '../../../client/store.ts'
import { Notice } from '../../../components/Notice.tsx'
import { tell } from '../../../components/tell.tsx'
import { t } from '../../../i18n/index.ts'
import { commitCommand } from './commands.ts'
import { Form } from './Form.tsx'
import { useWork } from './useWork.ts'

const example = 'team/app:1.2'

export function openCommit(berth: Berth, row: ContainerRow): void {
  modals.open({
    title: t('container:commit.title', { name: row.name }),
    children: <Commit berth={berth} row={row} />,
  })
}

function Commit({ berth, row }: { readonly berth: Berth; readonly row: ContainerRow }): ReactNode {
  const [typed, setTyped] = useState('')
  const [author, setAuthor] = useState('')
  const [message, setMessage] = useState('')
  const [pause, setPause] = useState(true)
  const runs = row.state === 'running'
  const options: CommitOptions = { reference: typed.trim() || null, author, message, pause }
  const { filesWhileRunning } = enginePowers(useStore(berth.engines)?.state.os ?? null)
  const must = runs && !filesWhileRunning
  const { busy, error, run } = useWork(async () => {
    await berth.client.containers.commit.mutate({ id: row.id, ...options })
    modals.closeAll()
    tell(t('container:commit.started', { name: row.name }))
  })
  return (
    <Form
      command={commitCommand(row.name, options)}
      confirm={t('container:commit.confirm')}
      ready={!must}
      busy={busy}
      error={error}
      onConfirm={run}
    >
      <Text size="sm">{t('container:commit.intro')}</Text>
      {must && <Notice kind="warn" message={t('container:commit.stopFirst', { name: row.name })} />}
      <TextInput
        data-autofocus
        label={t('container:commit.reference')}
        description={t('container:commit.referenceHint')}
        placeholder={example}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <TextInput
        label={t('container:commit.author')}
        maxLength={1024}
        value={author}
        onChange={(event) => setAuthor(event.currentTarget.value)}
      />
      <Textarea
        label={t('container:commit.message')}
        maxLength={8192}
        autosize
        minRows={2}
        maxRows={6}
        value={message}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
      {runs && !must && (
        <Checkbox
          label={t('container:commit.pause')}
          description={t('container:commit.pauseHint')}
          checked={pause}
          onChange={(event) => setPause(event.currentTarget.checked)}
        />
      )}
    </Form>
  )
}
