import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type {
  ContainerLogBytes,
  DiskKind,
  DiskObject,
  DiskPart,
  DiskView,
} from '../../../electron/api/schema/disk.ts'
import { t } from '../../i18n/index.ts'
import { bytes, shortId } from '../../lib/format.ts'
import css from './Disk.module.css'
import { bytesOrUnknown, objectName, usersWords } from './words.ts'

interface BiggestProps {
  readonly view: DiskView
  readonly logs: readonly ContainerLogBytes[] | null
}

/** The biggest objects of each kind, each with who uses it. */
export function Biggest({ view, logs }: BiggestProps): ReactNode {
  return (
    <section aria-label={t('disk:biggest.title')}>
      <div className={css.kinds}>
        {view.parts.map((part) => (
          <Kind key={part.kind} part={part} logs={logs} />
        ))}
      </div>
    </section>
  )
}

function Kind({ part: { kind, measure }, logs }: { part: DiskPart; logs: BiggestProps['logs'] }): ReactNode {
  const objects = measure?.biggest ?? []
  const most = Math.max(1, ...objects.map((one) => one.bytes ?? 0))
  const title = t('disk:biggest.of', { kind: t(`disk:kinds.${kind}`) })
  return (
    <section aria-label={title}>
      <h3 className={css.kindTitle} title={kind === 'images' ? t('disk:biggest.imagesNote') : undefined}>
        {title}
      </h3>
      {measure && objects.length === 0 && <p className="dim">{t('disk:biggest.none')}</p>}
      <ul className={css.objects}>
        {objects.map((one) => (
          <li key={one.id}>
            <ObjectLink kind={kind} one={one} />
            <span className={css.users} title={usersWords(one)}>
              {kind === 'containers' ? containerWords(one, logs) : usersWords(one)}
            </span>
            <span className={css.size}>{bytesOrUnknown(one.bytes)}</span>
            <span
              className={`${css.share ?? ''} ${css[kind] ?? ''}`}
              style={{ width: `${((one.bytes ?? 0) / most) * 100}%` }}
              aria-hidden
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

function containerWords(one: DiskObject, logs: BiggestProps['logs']): string {
  const log = logs?.find(({ id }) => id === one.id)
  const use = t(one.inUse ? 'disk:biggest.inUse' : 'disk:biggest.unused')
  return log && log.bytes > 0 ? `${use} · ${t('disk:biggest.logs', { bytes: bytes(log.bytes) })}` : use
}

function ObjectLink({ kind, one }: { kind: DiskKind; one: DiskObject }): ReactNode {
  const name = objectName(kind, one)
  const props = { className: css.name, title: one.name || one.id }
  switch (kind) {
    case 'images':
      return (
        <Link {...props} to="/images/$image/$tab" params={{ image: shortId(one.id), tab: 'overview' }}>
          {name}
        </Link>
      )
    case 'containers':
      return (
        <Link {...props} to="/containers/$name/$tab" params={{ name: one.name, tab: 'overview' }}>
          {name}
        </Link>
      )
    case 'volumes':
      return (
        <Link {...props} to="/volumes/$name/$tab" params={{ name: one.id, tab: 'files' }}>
          {name}
        </Link>
      )
    case 'cache':
      return (
        <Link {...props} to="/builds/cache" search={{ q: one.id }}>
          {name}
        </Link>
      )
  }
}
