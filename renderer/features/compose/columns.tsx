import type { ReactNode } from 'react'
import type { ComposeProject } from '../../../electron/api/schema/compose.ts'
import { useBerth } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { StateDot } from '../../components/StateDot.tsx'
import type { TableColumn } from '../../components/table/columns.ts'
import { t } from '../../i18n/index.ts'
import css from './Compose.module.css'
import { containersOf, doingWords, lookOf, shortPath, statusWords, workOn } from './words.ts'

const rank = { bad: 0, busy: 1, on: 2, paused: 3, off: 4 } as const

export const projectColumns: readonly TableColumn<ComposeProject>[] = [
  {
    id: 'name',
    header: t('compose:columns.name'),
    width: 'minmax(96px, 1.4fr)',
    sortBy: (row) => row.id,
    cell: (row) => (
      <span className={css.name}>
        <StateDot look={lookOf(containersOf(row))} />
        <span className="clip" title={row.id}>
          {row.id}
        </span>
      </span>
    ),
  },
  {
    id: 'state',
    header: t('compose:columns.state'),
    width: 'minmax(104px, 1.2fr)',
    sortBy: (row) => rank[lookOf(containersOf(row))],
    cell: (row) => <ProjectStatus project={row} />,
  },
  {
    id: 'services',
    header: t('compose:columns.services'),
    width: 'minmax(120px, 1.6fr)',
    sortBy: (row) => -row.services.length,
    cell: (row) => {
      const names = row.services.map(({ name }) => name).join(', ')
      return (
        <span className="clip" title={names}>
          {names}
        </span>
      )
    },
    from: 720,
  },
  {
    id: 'where',
    header: t('compose:columns.where'),
    width: 'minmax(150px, 1.6fr)',
    sortBy: (row) => row.source?.dir ?? '',
    cell: (row) => <Where project={row} />,
    from: 560,
  },
]

/** How the project is, and over it what compose does to it at the moment. */
export function ProjectStatus({ project }: { project: ComposeProject }): ReactNode {
  const { rows } = useStore(useBerth().jobs)
  const work = workOn(rows, project.id)
  const containers = containersOf(project)
  const words = work ? doingWords(work) : statusWords(containers)
  if (work)
    return (
      <em className={css.pending} title={words}>
        {words}
      </em>
    )
  return (
    <span className={lookOf(containers) === 'bad' ? css.bad : undefined} title={words}>
      {words}
    </span>
  )
}

function Where({ project }: { project: ComposeProject }): ReactNode {
  const { source, filesAre } = project
  if (source === null) return <span className="dim">{t('compose:where.unknown')}</span>
  const path = source.files.join('\n')
  return (
    <span className="clip" title={path}>
      {filesAre === 'missing' && <span className={css.warn}>{t('compose:where.missing')} </span>}
      <span className="dim">{shortPath(source.dir)}</span>
    </span>
  )
}
