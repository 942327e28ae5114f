import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { parseDockerRun } from '../../../electron/api/schema/docker-run/parse.ts'
import type { RunSpec } from '../../../electron/api/schema/run-spec.ts'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { useWindows } from '../engines/use-powers.ts'
import { systemOf } from './form.ts'
import { mono } from './mono.ts'
import css from './Run.module.css'

interface ImportLineProps {
  /** what it was opened with; null while it is closed */
  readonly line: string | null
  readonly onClose: () => void
  readonly onTake: (spec: RunSpec) => void
}

/** Takes over a docker run line, and says before what of it cannot be. */
export function ImportLine({ line, onClose, onTake }: ImportLineProps): ReactNode {
  return (
    <Modal opened={line !== null} onClose={onClose} title={t('run:import.title')} size="lg">
      {line !== null && <ImportForm line={line} onClose={onClose} onTake={onTake} />}
    </Modal>
  )
}

const windowsLine =
  'docker run -d --name web -p 8080:80 -v C:\\site:C:\\inetpub\\wwwroot mcr.microsoft.com/windows/servercore/iis'

function ImportForm({ line, onClose, onTake }: ImportLineProps & { readonly line: string }): ReactNode {
  const [text, setText] = useState(line)
  const windows = useWindows()
  const { spec, notes } = parseDockerRun(text, systemOf(windows))
  const empty = text.trim() === ''
  const take = (): void => {
    if (spec.image === '') return
    onTake(spec)
    onClose()
  }
  return (
    <Stack gap="md">
      <Textarea
        data-autofocus
        label={t('run:import.label')}
        description={t('run:import.hint')}
        placeholder={windows ? windowsLine : t('run:import.placeholder')}
        autosize
        minRows={4}
        maxRows={14}
        spellCheck={false}
        styles={mono}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.stopPropagation()
            take()
          }
        }}
      />
      {!empty && notes.length === 0 && <Notice kind="info" message={t('run:import.whole')} />}
      {!empty && notes.length > 0 && (
        <Notice
          kind="warn"
          message={t('run:import.partly')}
          hint={
            <ul className={css.notes}>
              {notes.map(({ kind, text: about }) => (
                <li key={`${kind} ${about}`}>{t(`run:note.${kind}`, { text: about })}</li>
              ))}
            </ul>
          }
        />
      )}
      <Group justify="space-between">
        <span className="dim">{t('run:import.replaces')}</span>
        <Group gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button disabled={spec.image === ''} onClick={take}>
            {t('run:import.take')}
          </Button>
        </Group>
      </Group>
    </Stack>
  )
}
