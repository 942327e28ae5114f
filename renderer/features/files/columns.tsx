import {
  IconCpu,
  IconFile,
  IconFolderFilled,
  IconLink,
  IconPlug,
  IconTransferVertical,
  type Icon,
} from '@tabler/icons-react'
import type { DragEvent, ReactNode } from 'react'
import type { FileKind } from '../../../electron/api/schema/files.ts'
import { Ago } from '../../components/Ago.tsx'
import type { TableColumn } from '../../components/table/columns.ts'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'
import css from './Files.module.css'
import { modeText } from './paths.ts'
import type { FileRow } from './useFolder.ts'

const icons: Readonly<Record<FileKind, Icon>> = {
  file: IconFile,
  folder: IconFolderFilled,
  link: IconLink,
  device: IconCpu,
  pipe: IconTransferVertical,
  socket: IconPlug,
}

export function KindIcon({ kind }: { kind: FileKind }): ReactNode {
  const Glyph = icons[kind]
  return (
    <Glyph
      size={16}
      aria-label={t(`files:kind.${kind}`)}
      className={kind === 'folder' ? css.folder : css.kind}
    />
  )
}

/** What a drag out of the window needs: it is asked for when a row is pressed, and here when the drag begins. */
export interface DragOut {
  readonly prepare: (row: FileRow) => void
  readonly start: (row: FileRow, event: DragEvent) => void
}

export const fileColumns = (drag: DragOut): readonly TableColumn<FileRow>[] => [
  {
    id: 'name',
    header: t('files:column.name'),
    width: 'minmax(140px, 3fr)',
    // Folders first; the slash is in no name.
    sortBy: (row) => `${row.kind === 'folder' ? 0 : 1}/${row.name}`,
    cell: (row) => <Name row={row} drag={drag} />,
  },
  {
    id: 'bytes',
    header: t('files:column.bytes'),
    width: '76px',
    align: 'end',
    sortBy: (row) => (row.kind === 'file' ? row.bytes : -1),
    cell: (row) => (row.kind === 'file' ? bytes(row.bytes) : ''),
    from: 340,
  },
  {
    id: 'modified',
    header: t('files:column.modified'),
    width: '116px',
    sortBy: (row) => -row.modified,
    cell: (row) => row.modified > 0 && <Ago at={row.modified} />,
    from: 460,
  },
  {
    id: 'mode',
    header: t('files:column.mode'),
    width: '96px',
    sortBy: (row) => modeText(row),
    cell: (row) => <span className="mono dim">{modeText(row)}</span>,
    from: 580,
  },
  {
    id: 'owner',
    header: t('files:column.owner'),
    width: 'minmax(84px, 1fr)',
    sortBy: (row) => ownerText(row),
    cell: (row) => (
      <span className="dim" title={`${row.uid}:${row.gid}`}>
        {ownerText(row)}
      </span>
    ),
    from: 680,
  },
]

const ownerText = (row: FileRow): string => `${row.owner ?? row.uid}:${row.group ?? row.gid}`

function Name({ row, drag }: { row: FileRow; drag: DragOut }): ReactNode {
  const target = row.target === null ? '' : ` → ${row.target}`
  return (
    <span
      className={css.name}
      draggable
      onPointerDown={() => drag.prepare(row)}
      onDragStart={(event) => drag.start(row, event)}
    >
      <KindIcon kind={row.kind} />
      <span className="clip" title={row.name + target}>
        {row.name}
        {target !== '' && <span className="dim">{target}</span>}
      </span>
    </span>
  )
}
