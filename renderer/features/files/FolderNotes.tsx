import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { FilePowers } from '../../../electron/api/schema/files.ts'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'
import css from './Files.module.css'
import type { Folder } from './useFolder.ts'

interface FolderNotesProps {
  readonly folder: Folder
  readonly powers: FilePowers
  readonly onReadOn: () => void
}

/** What one should know of a folder's list: how it came about, where it ends, and what can't be done here. */
export function FolderNotes({ folder, powers, onReadOn }: FolderNotesProps): ReactNode {
  const { end, readBytes, error } = folder
  if (error) return null
  if (!end)
    return (
      <p className={css.note} role="status">
        {readBytes > 0 ? t('files:readingBytes', { bytes: bytes(readBytes) }) : t('files:reading')}
      </p>
    )
  const words =
    end.stopped === 'bytes'
      ? t('files:note.stoppedBytes', { bytes: bytes(readBytes) })
      : end.stopped === 'entries'
        ? t('files:note.stoppedEntries', { count: folder.rows.length })
        : end.way === 'archive'
          ? t('files:note.archive', { bytes: bytes(readBytes) })
          : null
  const can =
    powers.why !== null
      ? `${t('files:note.readOnly')} ${t(`files:note.why.${powers.why}`)}`
      : powers.still && t('files:note.still')
  if (words === null && !can) return null
  return (
    <div className={css.note} role="status">
      <span>{[words, can].filter(Boolean).join(' ')}</span>
      {end.stopped === 'bytes' && (
        <Button size="compact-sm" variant="default" onClick={onReadOn}>
          {t('files:note.readOn')}
        </Button>
      )}
    </div>
  )
}
