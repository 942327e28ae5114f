import { Button, Checkbox, FileButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { useState, type DragEvent, type ReactNode, type SubmitEvent } from 'react'
import { ObjectRef } from '../../../electron/api/schema/object.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { tellError } from '../../components/tell.tsx'
import type { PlainError } from '../../client/errors.ts'
import { useStore } from '../../client/store.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { dockerCommand } from '../../lib/docker-command.ts'
import { bytes } from '../../lib/format.ts'
import { JobProgress } from '../jobs/JobProgress.tsx'
import css from './Images.module.css'
import { sendArchive } from './load.ts'
import { withTag } from './words.ts'

/** Loads what "docker save" or "docker export" wrote. Closing the dialog leaves it to the tray. */
export function LoadForm({ onClose }: { onClose: () => void }): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const jobs = useStore(berth.jobs)
  const [file, setFile] = useState<File | null>(null)
  const [over, setOver] = useState(false)
  const [asRoot, setAsRoot] = useState(false)
  const [name, setName] = useState('')
  const [since, setSince] = useState<string | null>(null)
  const [error, setError] = useState<PlainError | null>(null)
  const job =
    since === null
      ? undefined
      : jobs.rows.find((one) => one.kind === 'load' && one.subject === file?.name && one.startedAt >= since)
  const sending = since !== null && error === null && (job?.state ?? 'running') === 'running'
  const nameIsGood = ObjectRef.safeParse(name.trim()).success
  const ready = file !== null && live && (!asRoot || nameIsGood)

  const choose = (chosen: File | null | undefined): void => {
    if (!chosen || sending) return
    setFile(chosen)
    setSince(null)
    setError(null)
  }
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (!ready || sending) return
    setError(null)
    setSince(new Date().toISOString())
    const failed = await sendArchive(berth.client, file, asRoot ? withTag(name.trim()) : null)
    // What was called off can be sent again; nothing went wrong.
    if (failed?.code === 'cancelled') setSince(null)
    else setError(failed)
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    choose(event.dataTransfer.files[0])
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <div
          className={`${css.drop ?? ''} ${over ? (css.over ?? '') : ''}`}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <IconFileUpload size={20} aria-hidden />
          <div>
            {file ? (
              <strong className={css.file}>
                {file.name} <span className="dim">{bytes(file.size)}</span>
              </strong>
            ) : (
              t('images:load.drop')
            )}
          </div>
          <FileButton onChange={choose} inputProps={{ 'aria-label': t('images:load.file') }}>
            {(props) => (
              <Button {...props} variant="default" data-autofocus disabled={sending}>
                {t(file ? 'images:load.another' : 'images:load.choose')}
              </Button>
            )}
          </FileButton>
          <Text c="dimmed">{t(asRoot ? 'images:load.importHelp' : 'images:load.fileHelp')}</Text>
        </div>
        <Checkbox
          label={t('images:load.import')}
          checked={asRoot}
          disabled={sending}
          onChange={(event) => setAsRoot(event.currentTarget.checked)}
        />
        {asRoot && (
          <TextInput
            label={t('images:load.importAs')}
            value={name}
            disabled={sending}
            error={name.trim() !== '' && !nameIsGood ? t('images:push.invalid') : null}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        <Command
          line={
            asRoot
              ? dockerCommand('import', file?.name ?? 'rootfs.tar', name.trim() || 'name:tag')
              : dockerCommand('load', '-i', file?.name ?? 'images.tar')
          }
        />
        {job && (job.state === 'running' || job.state === 'done') && <JobProgress job={job} />}
        {job?.state === 'done' && (
          <Notice kind="info" message={t('images:load.loaded', { names: job.line ?? file?.name ?? '' })} />
        )}
        {error && (
          <Notice
            kind="error"
            message={job?.error?.message ?? error.message}
            hint={job?.error?.hint ?? error.hint}
          />
        )}
        <Group justify="space-between">
          <Text c="dimmed">{sending ? t('images:load.goesOn') : ''}</Text>
          <Group gap="sm">
            {sending && job && (
              <Button
                variant="default"
                onClick={() => void berth.client.jobs.cancel.mutate({ id: job.id }).catch(tellError)}
              >
                {t('images:load.cancel')}
              </Button>
            )}
            <Button variant="default" onClick={onClose}>
              {t('common:close')}
            </Button>
            {job?.state !== 'done' && (
              <Button type="submit" disabled={!ready} loading={sending}>
                {t('images:load.submit')}
              </Button>
            )}
          </Group>
        </Group>
      </Stack>
    </form>
  )
}
