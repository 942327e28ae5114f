import type { ReactNode } from 'react'
import type { DataDisk, DiskKind, DiskPart, DiskView } from '../../../electron/api/schema/disk.ts'
import { useBerth } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { Notice } from '../../components/Notice.tsx'
import { locale, t } from '../../i18n/index.ts'
import { ago, bytes, dateAndTime, duration } from '../../lib/format.ts'
import { useNow } from '../../lib/now.ts'
import css from './Disk.module.css'
import { segmentsOf, type SegmentName } from './segments.ts'

const label = (name: SegmentName): string =>
  name === 'logs' || name === 'other' || name === 'free' ? t(`disk:room.${name}`) : t(`disk:kinds.${name}`)

/** The machine's disk as one bar, and each part of it as a row: what it takes, what of it can go, how old that is. */
export function RoomTable({ view, data }: { view: DiskView; data: DataDisk | null }): ReactNode {
  const usage = useStore(useBerth().usage)
  const segments = segmentsOf(view, data, usage)
  const all = segments.reduce((sum, segment) => sum + segment.bytes, 0)
  const words = usage
    ? t('disk:room.words', { used: bytes(usage.diskUsedBytes), all: bytes(usage.diskBytes) })
    : t('disk:room.noUsage')
  const rest = segments.filter(({ name }) => !view.parts.some(({ kind }) => kind === name))
  return (
    <>
      <div className={css.bar} role="img" aria-label={`${t('disk:room.bar')}: ${words}`}>
        {segments
          .filter(({ bytes: size }) => size > 0)
          .map(({ name, bytes: size }) => (
            <div
              key={name}
              className={css[name]}
              style={{ width: `${all === 0 ? 0 : (size / all) * 100}%` }}
              title={`${label(name)}: ${bytes(size)}`}
            />
          ))}
      </div>
      <p className={css.caption}>{words}</p>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('disk:room.what')}</th>
            <th scope="col" className={css.number}>
              {t('disk:room.count')}
            </th>
            <th scope="col" className={css.number}>
              {t('disk:room.takes')}
            </th>
            <th scope="col" className={css.number}>
              {t('disk:room.canGo')}
            </th>
            <th scope="col" className={css.age}>
              <span className="visually-hidden">{t('disk:measured.ago', { ago: '' })}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {view.parts.map((part) => (
            <PartRow key={part.kind} part={part} />
          ))}
          {rest.map(({ name, bytes: size }) => (
            <tr key={name} title={name === 'other' ? t('disk:room.otherHint') : undefined}>
              <th scope="row">
                <Swatch name={name} />
                {label(name)}
              </th>
              <td />
              <td className={css.number}>{bytes(size)}</td>
              <td />
              <td />
            </tr>
          ))}
        </tbody>
      </table>
      {view.parts.flatMap(({ kind, error }) =>
        error ? [<Notice key={kind} kind="error" message={error.message} hint={error.hint} />] : [],
      )}
    </>
  )
}

function PartRow({ part: { kind, measure, measuring, changed } }: { part: DiskPart }): ReactNode {
  const now = useNow(1000)
  const age = measure && t('disk:measured.ago', { ago: ago(Date.parse(measure.measuredAt), now) })
  const took =
    measure &&
    [dateAndTime(measure.measuredAt), t('disk:measured.took', { duration: duration(measure.tookMs) })].join(
      '. ',
    )
  return (
    <tr>
      <th scope="row">
        <Swatch name={kind} />
        {label(kind)}
      </th>
      <td className={css.number}>{measure ? measure.count.toLocaleString(locale()) : '–'}</td>
      <td className={css.number} title={unknownWords(measure?.unknown ?? 0)}>
        {measure ? bytes(measure.totalBytes) : '–'}
        {measure && measure.unknown > 0 && '+'}
      </td>
      <td className={css.number}>{measure ? bytes(measure.freeBytes) : '–'}</td>
      <td className={css.age} title={took ?? undefined}>
        {measuring ? t('disk:measured.measuring') : (age ?? t('disk:measured.never'))}
        {changed && !measuring && <span className={css.changed}> {t('disk:measured.changed')}</span>}
      </td>
    </tr>
  )
}

const unknownWords = (count: number): string | undefined =>
  count > 0 ? t('disk:room.unknown', { count }) : undefined

const Swatch = ({ name }: { name: SegmentName | DiskKind }): ReactNode => (
  <span className={`${css.swatch ?? ''} ${css[name] ?? ''}`} aria-hidden />
)
