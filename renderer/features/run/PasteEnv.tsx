import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { parseDotenv } from '../../../electron/api/schema/docker-run/dotenv.ts'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { mono } from './mono.ts'

interface PasteEnvProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly onTake: (rows: { name: string; value: string }[]) => void
}

/** Environment variables as a .env file has them. */
export function PasteEnv({ opened, onClose, onTake }: PasteEnvProps): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} title={t('run:paste.title')} size="lg">
      {opened && <PasteForm onClose={onClose} onTake={onTake} />}
    </Modal>
  )
}

function PasteForm({ onClose, onTake }: Omit<PasteEnvProps, 'opened'>): ReactNode {
  const [text, setText] = useState('')
  const { rows, bad } = parseDotenv(text)
  return (
    <Stack gap="md">
      <Textarea
        data-autofocus
        label={t('run:paste.label')}
        placeholder={t('run:paste.placeholder')}
        autosize
        minRows={6}
        maxRows={16}
        spellCheck={false}
        styles={mono}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {bad.length > 0 && <Notice kind="warn" message={t('run:paste.bad', { lines: bad.join(', ') })} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button
          disabled={rows.length === 0}
          onClick={() => {
            onTake([...rows])
            onClose()
          }}
        >
          {t('run:paste.take', { count: rows.length })}
        </Button>
      </Group>
    </Stack>
  )
}
