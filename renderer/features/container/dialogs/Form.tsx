import { Button, Group, Stack } from '@mantine/core'
import { modals } from '@mantine/modals'
import type { ReactNode } from 'react'
import type { PlainError } from '../../../client/errors.ts'
import { Command } from '../../../components/Copyable.tsx'
import { Notice } from '../../../components/Notice.tsx'
import { t } from '../../../i18n/index.ts'

interface FormProps {
  /** the docker command line that does the same */
  readonly command: string
  /** what the button that confirms says */
  readonly confirm: string
  readonly ready: boolean
  readonly busy: boolean
  readonly error: PlainError | null
  readonly onConfirm: () => void
  readonly children: ReactNode
}

/** What every dialog about a container has: its fields, the command, why it failed, and the way out. */
export function Form(props: FormProps): ReactNode {
  const { error, ready, busy } = props
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (ready && !busy) props.onConfirm()
      }}
    >
      <Stack gap="md">
        {props.children}
        {error && <Notice kind="error" message={error.message} hint={error.hint} />}
        <Command line={props.command} />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => modals.closeAll()}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={!ready}>
            {props.confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
