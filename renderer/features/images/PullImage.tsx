import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useEffect, useState, type SubmitEvent, type ReactNode } from 'react'
import { ObjectRef } from '../../../electron/api/schema/object.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { Store, useStore } from '../../client/store.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { dockerCommand } from '../../lib/docker-command.ts'
import { JobProgress } from '../jobs/JobProgress.tsx'
import { PullLayers } from './PullLayers.tsx'
import { withTag } from './words.ts'

/** The pull dialog: what it was opened with, or null. One for the whole page, since the palette opens it too. */
const dialog = new Store<{ reference: string } | null>(null)

export const openPull = (reference = ''): void => dialog.set({ reference })

export function PullButton({ variant = 'filled' }: { variant?: 'filled' | 'default' }): ReactNode {
  const live = useIsLive()
  return (
    <Button
      variant={variant}
      disabled={!live}
      leftSection={<IconDownload size={14} />}
      onClick={() => openPull()}
    >
      Pull an image
    </Button>
  )
}

/** Asks for a reference, then shows the pull; closing it leaves the pull to the tray. */
export function PullDialog(): ReactNode {
  const opened = useStore(dialog)
  return (
    <Modal opened={opened !== null} onClose={() => dialog.set(null)} title="Pull an image" size="lg">
      {opened && <PullForm initial={opened.reference} onClose={() => dialog.set(null)} />}
    </Modal>
  )
}

function PullForm({ initial, onClose }: { initial: string; onClose: () => void }): ReactNode {
  const berth = useBerth()
  const [reference, setReference] = useState(initial)
  const [touched, setTouched] = useState(false)
  const [jobId, setJobId] = useState<string | null>(null)
  const [error, setError] = useState<PlainError | null>(null)
  const [sending, setSending] = useState(false)
  const job = useStore(berth.jobs).byId.get(jobId ?? '')
  const valid = ObjectRef.safeParse(reference.trim()).success
  const running = sending || job?.state === 'running'

  // A pull that ended well has said all there is to say: its image is in the table.
  useEffect(() => {
    if (job?.state !== 'done') return
    const timer = setTimeout(onClose, 1500)
    return () => clearTimeout(timer)
  }, [job?.state, onClose])

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    setTouched(true)
    if (!valid || running) return
    setError(null)
    setSending(true)
    try {
      setJobId(await berth.client.images.pull.mutate({ reference: withTag(reference.trim()) }))
    } catch (thrown) {
      setError(plainError(thrown))
    } finally {
      setSending(false)
    }
  }
  const problem =
    touched && !valid
      ? reference.trim() === ''
        ? 'Say which image: a name, with a tag or a digest if you like.'
        : 'That is no image reference. It looks like name:tag or registry/name@digest.'
      : null
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <TextInput
          label="Image"
          placeholder="alpine, nginx:alpine, ghcr.io/owner/name:1.2"
          data-autofocus
          value={reference}
          disabled={running}
          error={problem}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
        <Command line={dockerCommand('pull', valid ? withTag(reference.trim()) : 'alpine:latest')} />
        {error && <Notice kind="error" message={error.message} hint={error.hint} />}
        {job && (
          <>
            <JobProgress job={job} />
            {job.state === 'running' && <PullLayers job={job} />}
            {job.error && <Notice kind="error" message={job.error.message} hint={job.error.hint} />}
          </>
        )}
        <Group justify="space-between">
          <Text c="dimmed">{running ? 'It goes on when you close this.' : ''}</Text>
          <Group gap="sm">
            {running && job ? (
              <Button
                variant="default"
                onClick={() =>
                  void berth.client.jobs.cancel
                    .mutate({ id: job.id })
                    .catch((thrown: unknown) => setError(plainError(thrown)))
                }
              >
                Cancel the pull
              </Button>
            ) : null}
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
            {!running && (
              <Button type="submit" leftSection={<IconDownload size={14} />}>
                {job ? 'Pull again' : 'Pull'}
              </Button>
            )}
          </Group>
        </Group>
      </Stack>
    </form>
  )
}
