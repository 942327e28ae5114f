import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import type { FileEntry, FilePlace } from '../../../electron/api/schema/files.ts'
import type { Client } from '../../client/connection.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'
import css from './Files.module.css'
import { isName, joined, nameOf, parentOf } from './paths.ts'
import type { TarItem } from './tar.ts'
import { placeKey } from './uploads.ts'

const close = (): void => modals.closeAll()

export function askForFolder(client: Client, place: FilePlace, path: string, done: () => void): void {
  modals.open({
    title: t('files:folder.title', { path }),
    children: (
      <NameForm
        label={t('files:folder.name')}
        submit={t('files:folder.create')}
        initial=""
        save={(name) => client.files.makeFolder.mutate({ place, path: joined(path, name) })}
        done={done}
      />
    ),
  })
}

export function askForName(client: Client, place: FilePlace, path: string, done: () => void): void {
  modals.open({
    title: t('files:renaming.title', { name: nameOf(path) }),
    children: (
      <NameForm
        label={t('files:renaming.name')}
        submit={t('files:renaming.rename')}
        initial={nameOf(path)}
        save={(name) => client.files.rename.mutate({ place, from: path, to: joined(parentOf(path), name) })}
        done={done}
      />
    ),
  })
}

interface NameFormProps {
  readonly label: string
  readonly submit: string
  readonly initial: string
  readonly save: (name: string) => Promise<unknown>
  readonly done: () => void
}

function NameForm({ label, submit, initial, save, done }: NameFormProps): ReactNode {
  const [name, setName] = useState(initial)
  const [touched, setTouched] = useState(false)
  const [error, setError] = useState<PlainError | null>(null)
  const [busy, setBusy] = useState(false)
  const valid = isName(name) && name !== initial
  const onSubmit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    setTouched(true)
    if (!valid || busy) return
    setBusy(true)
    try {
      await save(name)
      close()
      done()
    } catch (thrown) {
      setError(plainError(thrown))
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void onSubmit(event)}>
      <Stack gap="md">
        <TextInput
          label={label}
          data-autofocus
          value={name}
          error={touched && !isName(name) && t('files:badName')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {error && <Notice kind="error" message={error.message} hint={error.hint} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={name === initial}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Asks before files are deleted, with all that is below them counted. */
export function askToRemove(
  client: Client,
  place: FilePlace,
  paths: readonly string[],
  done: () => void,
): void {
  modals.open({
    title: t('files:removing.title', { count: paths.length, name: nameOf(paths[0] ?? '') }),
    children: <RemoveFiles client={client} place={place} paths={[...paths]} done={done} />,
  })
}

interface RemoveFilesProps {
  readonly client: Client
  readonly place: FilePlace
  readonly paths: string[]
  readonly done: () => void
}

function RemoveFiles({ client, place, paths, done }: RemoveFilesProps): ReactNode {
  const [error, setError] = useState<PlainError | null>(null)
  const [busy, setBusy] = useState(false)
  const measured = useQuery({
    queryKey: ['files', 'measure', placeKey(place), ...paths],
    queryFn: () => client.files.measure.query({ place, paths }),
    gcTime: 0,
  })
  const remove = async (): Promise<void> => {
    setBusy(true)
    try {
      await client.files.remove.mutate({ place, paths })
      close()
    } catch (thrown) {
      setError(plainError(thrown))
      setBusy(false)
    }
    done()
  }
  const lost = measured.data
  return (
    <Stack gap="md">
      <ul className={css.list}>
        {paths.slice(0, 20).map((path) => (
          <li key={path}>{path}</li>
        ))}
        {paths.length > 20 && <li>{t('files:replace.more', { count: paths.length - 20 })}</li>}
      </ul>
      <Text role="status">
        {lost
          ? t('files:removing.lost', { count: lost.entries, bytes: bytes(lost.bytes) })
          : measured.error
            ? plainError(measured.error).message
            : t('files:removing.measuring')}
      </Text>
      {error && <Notice kind="error" message={error.message} hint={error.hint} />}
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={close}>
          {t('files:removing.keep')}
        </Button>
        <Button color="red" loading={busy} onClick={() => void remove()}>
          {t('files:removing.remove')}
        </Button>
      </Group>
    </Stack>
  )
}

/** Asks before what is there already is replaced; resolves with whether it may be. */
export function askToReplace(
  path: string,
  there: readonly FileEntry[],
  items: readonly TarItem[],
): Promise<boolean> {
  const sizes = new Map(items.map((item) => [item.path, item.file?.size ?? 0]))
  const line = ({ name, kind, bytes: size }: FileEntry): string =>
    kind === 'folder'
      ? t('files:replace.folder', { name })
      : t('files:replace.file', { name, size: bytes(size), newSize: bytes(sizes.get(name) ?? 0) })
  return ask({
    title: t('files:replace.title', { count: there.length, name: there[0]?.name ?? '' }),
    yes: t('files:replace.yes'),
    no: t('files:replace.no'),
    body: (
      <>
        <Text>{t('files:replace.words', { count: there.length, path })}</Text>
        <ul className={css.list}>
          {there.slice(0, 20).map((entry) => (
            <li key={entry.name}>{line(entry)}</li>
          ))}
          {there.length > 20 && <li>{t('files:replace.more', { count: there.length - 20 })}</li>}
        </ul>
      </>
    ),
  })
}

/** Asks before an edited text is left behind; resolves with whether it may be. */
export const askToLeave = (name: string): Promise<boolean> =>
  ask({
    title: t('files:view.leaveTitle', { name }),
    yes: t('files:view.leaveNow'),
    no: t('files:view.stay'),
    body: <Text>{t('files:view.leave')}</Text>,
  })

function ask(of: { title: string; yes: string; no: string; body: ReactNode }): Promise<boolean> {
  return new Promise((resolve) => {
    modals.open({
      title: of.title,
      onClose: () => resolve(false),
      children: (
        <Stack gap="md">
          {of.body}
          <Group justify="flex-end">
            <Button variant="default" data-autofocus onClick={close}>
              {of.no}
            </Button>
            <Button
              color="red"
              onClick={() => {
                resolve(true)
                close()
              }}
            >
              {of.yes}
            </Button>
          </Group>
        </Stack>
      ),
    })
  })
}
