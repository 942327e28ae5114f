import { Button, Group, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { useBerth } from '../../client/context.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { PathPicker } from '../../components/PathPicker.tsx'
import { t } from '../../i18n/index.ts'
import { dockerCommand } from '../../lib/docker-command.ts'
import type { Dropped } from './dropped.ts'

const isYaml = (name: string): boolean => /\.ya?ml$/i.test(name)

export function OpenForm({ dropped, onClose }: { dropped: Dropped | null; onClose: () => void }): ReactNode {
  const { client } = useBerth()
  const navigate = useNavigate()
  const [way, setWay] = useState<'find' | 'new'>('find')
  const [path, setPath] = useState('')
  const [dir, setDir] = useState('')
  const [name, setName] = useState(dropped && isYaml(dropped.name) ? dropped.name : 'compose.yaml')
  const [error, setError] = useState<PlainError | null>(null)
  const [busy, setBusy] = useState(false)
  const making = way === 'new' && dropped?.text != null
  const where = withoutSlash(making ? dir : path)

  /** The host knows what ~ stands for. */
  const absolute = async (typed: string): Promise<string> =>
    typed.startsWith('~') ? (await client.places.list.query({ path: '~' })).home + typed.slice(1) : typed
  const open = async (): Promise<string> => {
    const place = await absolute(where)
    const project = making
      ? await client.compose.create.mutate({ dir: place, name, text: dropped.text })
      : await client.compose.open.mutate({ path: place })
    await client.places.remember.mutate({ use: 'compose', path: making ? `${place}/${name}` : place })
    return project
  }
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (where === '' || busy) return
    setBusy(true)
    setError(null)
    try {
      const project = await open()
      onClose()
      void navigate({ to: '/compose/$project/$tab', params: { project, tab: 'services' } })
    } catch (thrown) {
      setError(plainError(thrown))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        {dropped !== null && (
          <Notice
            kind="info"
            message={t('compose:open.dropped', { name: dropped.name })}
            hint={t('compose:open.droppedHint')}
          />
        )}
        {dropped?.text != null && (
          <SegmentedControl
            value={way}
            onChange={(value) => setWay(value === 'new' ? 'new' : 'find')}
            data={[
              { value: 'find', label: t('compose:open.find') },
              { value: 'new', label: t('compose:open.new') },
            ]}
          />
        )}
        {making ? (
          <>
            <PathPicker
              label={t('compose:open.dir')}
              use="compose"
              pick="folder"
              autoFocus
              value={dir}
              disabled={busy}
              onChange={setDir}
            />
            <TextInput
              label={t('compose:open.name')}
              value={name}
              disabled={busy}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          </>
        ) : (
          <>
            <PathPicker
              label={t('compose:open.path')}
              description={t('compose:open.pathHint')}
              use="compose"
              pick="file"
              accepts={isYaml}
              autoFocus
              value={path}
              disabled={busy}
              onChange={setPath}
            />
            <Command line={commandFor(where)} />
          </>
        )}
        {error && <Notice kind="error" message={error.message} hint={error.hint} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={where === ''}>
            {t(making ? 'compose:open.make' : 'compose:open.do')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const withoutSlash = (path: string): string => path.trim().replace(/(?<=.)\/$/, '')

function commandFor(where: string): string {
  if (where === '') return dockerCommand('compose', 'up', '-d')
  return dockerCommand('compose', isYaml(where) ? '-f' : '--project-directory', where, 'up', '-d')
}
