import { Link } from '@tanstack/react-router'
import { useMemo, useState, type ReactNode } from 'react'
import type { ContainerRow, PublishedPort } from '../../../electron/api/schema/containers.ts'
import type { NetworkRow } from '../../../electron/api/schema/networks.ts'
import { useBerth } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { StateDot } from '../../components/StateDot.tsx'
import { t } from '../../i18n/index.ts'
import { distinctPorts, portLabel } from '../../../electron/api/schema/published-ports.ts'
import { lookOf } from '../containers/words.ts'
import { planOf, type Line, type Stops } from './map-layout.ts'
import css from './NetworkMap.module.css'

interface NetworkMapProps {
  readonly networks: readonly NetworkRow[]
  readonly onOpen: (network: NetworkRow) => void
}

/** Networks as lines down the page, containers as their stops: who reaches whom, and what is reached from outside. */
export function NetworkMap({ networks, onOpen }: NetworkMapProps): ReactNode {
  const { rows: containers } = useStore(useBerth().containers)
  const { lines, rows } = useMemo(() => planOf(networks, containers), [networks, containers])
  const [lit, setLit] = useState<string | null>(null)
  const hidden = networks.length - lines.length
  if (rows.length === 0) return <p className={css.note}>{t('networks:map.empty')}</p>
  return (
    <div className={css.frame} tabIndex={0}>
      <table className={css.map} aria-label={t('networks:map.label')}>
        <thead>
          <tr>
            <th scope="col" className={css.corner}>
              {t('networks:map.container')}
            </th>
            {lines.map((line) => (
              <th
                key={line.network.id}
                scope="col"
                className={css.lineHead}
                data-dim={isDim(lit, line) || undefined}
              >
                <button
                  type="button"
                  className={css.lineName}
                  data-colour={line.colour}
                  title={line.network.name}
                  onClick={() => onOpen(line.network)}
                  onMouseEnter={() => setLit(line.network.id)}
                  onMouseLeave={() => setLit(null)}
                  onFocus={() => setLit(line.network.id)}
                  onBlur={() => setLit(null)}
                >
                  {line.network.name}
                </button>
              </th>
            ))}
            {rows.some(({ container }) => published(container).length > 0) && (
              <th scope="col" className={css.outside}>
                {t('networks:map.outside')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <MapRow key={row.container.id} row={row} at={at} lines={lines} lit={lit} />
          ))}
        </tbody>
      </table>
      {hidden > 0 && <p className={css.note}>{t('networks:map.hidden', { count: hidden })}</p>}
    </div>
  )
}

const isDim = (lit: string | null, line: Line): boolean => lit !== null && lit !== line.network.id

const published = ({ ports }: ContainerRow): PublishedPort[] =>
  distinctPorts(ports).filter(({ hostPort }) => hostPort !== null)

interface MapRowProps {
  readonly row: Stops
  readonly at: number
  readonly lines: readonly Line[]
  readonly lit: string | null
}

function MapRow({ row, at, lines, lit }: MapRowProps): ReactNode {
  const { container } = row
  return (
    <tr
      data-dim={
        (lit !== null && !lines.some((line, n) => line.network.id === lit && row.at[n] !== null)) || undefined
      }
    >
      <th scope="row" className={css.name}>
        <StateDot look={lookOf(container)} />
        <Link
          to="/containers/$name/$tab"
          params={{ name: container.name, tab: 'logs' }}
          className="clip"
          title={container.name}
        >
          {container.name}
        </Link>
      </th>
      {lines.map((line, number) => (
        <td
          key={line.network.id}
          className={css.cell}
          data-colour={line.colour}
          data-dim={isDim(lit, line) || undefined}
          data-line={
            line.from <= at && at <= line.to
              ? at === line.from
                ? 'start'
                : at === line.to
                  ? 'end'
                  : 'through'
              : undefined
          }
          data-across={row.from < number && number <= row.to ? true : undefined}
        >
          <Stop address={row.at[number] ?? null} container={container.name} network={line.network.name} />
        </td>
      ))}
      <td className={css.ports}>{published(container).map(portLabel).join(', ')}</td>
    </tr>
  )
}

function Stop({
  address,
  container,
  network,
}: {
  address: string | null
  container: string
  network: string
}): ReactNode {
  if (address === null) return null
  const words =
    address === ''
      ? t('networks:map.stopWithout', { container, network })
      : t('networks:map.stop', { container, network, address })
  return (
    <span
      className={css.stop}
      role="img"
      aria-label={words}
      title={words}
      data-idle={address === '' || undefined}
    />
  )
}
