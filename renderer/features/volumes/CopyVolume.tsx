import { Button, Checkbox, FileInput, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { VolumeName, type VolumeRow } from '../../../electron/api/schema/volumes.ts'
import type { Berth } from '../../client/berth.ts'
import { BerthContext } from '../../client/context.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { useStore } from '../../client/store.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { tell } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'
import { Sendings } from '../files/Sendings.tsx'
import { save, send } from '../files/uploads.ts'
import { knownSizes } from './sizes.ts'
import { runningUsersOf, volumeCommands, volumeName } from './words.ts'

const close = (): void => modals.closeAll()

function open(berth: Berth, title: string, children: ReactNode): void {
  modals.open({ title, size: 'lg', children: <BerthContext value={berth}>{children}</BerthContext> })
}

export const askToBackUp = (berth: Berth, row: VolumeRow): void =>
  open(berth, t('volumes:backingUp.title', { name: volumeName(row) }), <BackUp berth={berth} row={row} />)

export const askToClone = (berth: Berth, row: VolumeRow): void =>
  open(berth, t('volumes:cloning.title', { name: volumeName(row) }), <Clone berth={berth} row={row} />)

/** `row`: into this one, at first; null: into a new one. */
export const askToRestore = (berth: Berth, row: VolumeRow | null): void =>
  open(
    berth,
    row ? t('volumes:restoring.titleInto', { name: volumeName(row) }) : t('volumes:restoring.title'),
    <Restore berth={berth} row={row} />,
  )

interface CopyProps {
  readonly berth: Berth
  readonly row: VolumeRow
}

function BackUp({ berth, row }: CopyProps): ReactNode {
  const [gzip, setGzip] = useState(true)
  const [error, setError] = useState<PlainError | null>(null)
  const [busy, setBusy] = useState(false)
  const size = knownSizes(berth)[row.id]
  const users = runningUsersOf(row)
  const start = async (): Promise<void> => {
    setBusy(true)
    try {
      save(await berth.client.volumes.backup.mutate({ name: row.id, gzip }))
      tell(t('volumes:backingUp.started', { name: volumeName(row) }))
      close()
    } catch (thrown) {
      setError(plainError(thrown))
      setBusy(false)
    }
  }
  return (
    <Stack gap="md">
      <Text>
        {t('volumes:backingUp.words')}
        {size !== undefined && ` ${t('volumes:backingUp.size', { bytes: bytes(size) })}`}
      </Text>
      {users !== '' && <Notice kind="warn" message={t('volumes:backingUp.running', { users })} />}
      <Checkbox
        label={t('volumes:backingUp.gzip')}
        checked={gzip}
        onChange={(event) => setGzip(event.currentTarget.checked)}
      />
      <Command line={volumeCommands.backup(row.id, gzip)} />
      {error && <Notice kind="error" message={error.message} hint={error.hint} />}
      <Buttons busy={busy} submit={t('volumes:backingUp.submit')} onSubmit={() => void start()} />
    </Stack>
  )
}

function Clone({ berth, row }: CopyProps): ReactNode {
  const taken = useStore(berth.volumes).byId
  const [name, setName] = useState(() => freeName(`${volumeName(row)}-copy`, (each) => taken.has(each)))
  const [error, setError] = useState<PlainError | null>(null)
  const [busy, setBusy] = useState(false)
  const users = runningUsersOf(row)
  const valid = VolumeName.safeParse(name).success
  const start = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (!valid || busy) return
    setBusy(true)
    try {
      await berth.client.volumes.clone.mutate({ name: row.id, to: name })
      tell(t('volumes:cloning.started', { name: volumeName(row) }))
      close()
    } catch (thrown) {
      setError(plainError(thrown))
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void start(event)}>
      <Stack gap="md">
        <Text>{t('volumes:cloning.words')}</Text>
        <TextInput
          label={t('volumes:cloning.name')}
          data-autofocus
          value={name}
          error={!valid && t('volumes:create.badName')}
          onChange={(event) => setName(event.currentTarget.value.trim())}
        />
        {users !== '' && <Notice kind="warn" message={t('volumes:cloning.running', { users })} />}
        <Command line={volumeCommands.clone(row.id, name)} />
        {error && <Notice kind="error" message={error.message} hint={error.hint} />}
        <Buttons busy={busy} submit={t('volumes:cloning.submit')} />
      </Stack>
    </form>
  )
}

/** Where the dialog's own uploads are shown. */
const restoring = 'restore'

function Restore({ berth, row }: { berth: Berth; row: VolumeRow | null }): ReactNode {
  const table = useStore(berth.volumes)
  const [file, setFile] = useState<File | null>(null)
  const [into, setInto] = useState<string | null>(row?.id ?? null)
  const [name, setName] = useState('')
  const [empty, setEmpty] = useState(false)
  const [error, setError] = useState<PlainError | null>(null)
  const [busy, setBusy] = useState(false)
  const target = into === null ? null : (table.byId.get(into) ?? null)
  const size = into === null ? undefined : knownSizes(berth)[into]
  const users = target ? runningUsersOf(target) : ''
  const valid = into !== null || VolumeName.safeParse(name).success

  const choose = (chosen: File | null): void => {
    setFile(chosen)
    const stem = chosen?.name.replace(/\.(tar|tgz|tar\.\w+)$/, '').replace(/[^A-Za-z0-9_.-]/g, '-') ?? ''
    if (name === '') setName(freeName(stem, (each) => table.byId.has(each)))
  }
  const start = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (!file || !valid || busy) return
    setBusy(true)
    setError(null)
    try {
      const to =
        into ?? (await berth.client.volumes.create.mutate({ name, driver: 'local', options: {}, labels: {} }))
      setInto(to)
      const words = t('volumes:restoring.words', { file: file.name, name: to })
      const arrived = await send({ words, place: restoring, body: file }, () =>
        berth.client.volumes.restore.mutate({ name: to, empty }),
      )
      if (!arrived) return
      tell(t('volumes:restoring.done', { file: file.name, name: to }))
      void berth.queries.invalidateQueries({ queryKey: ['volumes', 'sizes'] })
      close()
    } catch (thrown) {
      setError(plainError(thrown))
    } finally {
      setBusy(false)
    }
  }
  const choices = [
    { value: '', label: t('volumes:restoring.name') },
    ...table.rows
      .map((each) => ({ value: each.id, label: volumeName(each) }))
      .sort((a, b) => a.label.localeCompare(b.label)),
  ]
  return (
    <form onSubmit={(event) => void start(event)}>
      <Stack gap="md">
        <FileInput
          label={t('volumes:restoring.file')}
          description={t('volumes:restoring.fileHint')}
          placeholder={t('volumes:restoring.choose')}
          accept=".tar,.tgz,.gz,.bz2,.xz,application/x-tar"
          value={file}
          onChange={choose}
        />
        <Select
          label={t('volumes:restoring.into')}
          data={choices}
          value={into ?? ''}
          allowDeselect={false}
          searchable
          disabled={busy}
          onChange={(value) => {
            setInto(value === '' ? null : value)
            setEmpty(false)
          }}
        />
        {into === null ? (
          <TextInput
            label={t('volumes:create.name')}
            value={name}
            error={name !== '' && !valid && t('volumes:create.badName')}
            onChange={(event) => setName(event.currentTarget.value.trim())}
          />
        ) : (
          <Checkbox
            label={t('volumes:restoring.empty', { name: volumeName({ id: into }) })}
            description={
              size === undefined
                ? t('volumes:restoring.emptyHintUnknown')
                : t('volumes:restoring.emptyHint', { bytes: bytes(size) })
            }
            checked={empty}
            onChange={(event) => setEmpty(event.currentTarget.checked)}
          />
        )}
        {users !== '' && <Notice kind="warn" message={t('volumes:restoring.running', { users })} />}
        <Command line={volumeCommands.restore(into ?? (name || 'data'), file?.name ?? 'data.tar')} />
        {error && <Notice kind="error" message={error.message} hint={error.hint} />}
        <Sendings place={restoring} />
        <Buttons
          busy={busy}
          disabled={!file || !valid}
          danger={empty}
          submit={t(empty ? 'volumes:restoring.submitEmpty' : 'volumes:restoring.submit')}
        />
      </Stack>
    </form>
  )
}

interface ButtonsProps {
  readonly busy: boolean
  readonly disabled?: boolean
  readonly danger?: boolean
  readonly submit: string
  /** without it, it submits the form that it is in */
  readonly onSubmit?: () => void
}

function Buttons({ busy, disabled = false, danger = false, submit, onSubmit }: ButtonsProps): ReactNode {
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={close}>
        {t('common:cancel')}
      </Button>
      <Button
        type={onSubmit ? 'button' : 'submit'}
        loading={busy}
        disabled={disabled}
        {...(danger && { color: 'red' })}
        {...(onSubmit && { onClick: onSubmit })}
      >
        {submit}
      </Button>
    </Group>
  )
}

/** The name, or the first of its numbered ones that is free. */
function freeName(name: string, taken: (name: string) => boolean): string {
  if (!taken(name)) return name
  let number = 2
  while (taken(`${name}-${number}`)) number += 1
  return `${name}-${number}`
}
