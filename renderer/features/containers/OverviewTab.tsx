import type { ReactNode } from 'react'
import type { ContainerDetail } from '../../../electron/api/schema/containers.ts'
import { Copyable } from '../../components/Copyable.tsx'
import { Facts } from '../../components/Facts.tsx'
import { bytes, dateAndTime } from '../../lib/format.ts'
import { portLabel, portUrl } from '../../lib/ports.ts'
import css from './Containers.module.css'
import { Inspected } from '../container/Inspected.tsx'
import type { TabProps } from '../container/tabs.tsx'

/** What a container is made of, by subject; every value copies. */
export function OverviewTab({ row }: TabProps): ReactNode {
  return <Inspected row={row}>{(detail) => <Overview detail={detail} />}</Inspected>
}

function Overview({ detail }: { detail: ContainerDetail }): ReactNode {
  const { row } = detail
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label="Overview">
      <Facts
        title="Container"
        facts={[
          ['Id', <Copyable key="id" value={row.id} what="container id" mono />],
          ['Image', <Copyable key="image" value={row.image} what="image" />],
          ['Image id', <Copyable key="imageId" value={row.imageId} what="image id" mono />],
          ['Command', <Copyable key="command" value={row.command} what="command" mono />],
          ['Created', dateAndTime(new Date(row.created * 1000).toISOString())],
          ...when('Started', row.startedAt),
          ...when('Ended', row.finishedAt),
          ['Restart policy', detail.restartPolicy || 'no'],
          ['Terminal', detail.tty ? 'yes' : 'no'],
          ...(detail.writtenBytes === null ? [] : [['Written', bytes(detail.writtenBytes)] as const]),
          ...(row.composeProject === null
            ? []
            : [['Compose', `${row.composeProject} / ${row.composeService ?? '?'}`] as const]),
        ]}
      />
      <Facts
        title="Ports"
        none="No port is published or exposed."
        facts={row.ports.map((port) => {
          const url = portUrl(port)
          const from = `${port.containerPort}/${port.protocol}`
          if (port.hostPort === null) return [from, <span key={from}>exposed, not published</span>] as const
          const host = `${port.hostIp ?? ''}:${port.hostPort}`
          return [
            from,
            <span key={host} className={css.ports}>
              <Copyable value={host} what="address" mono />
              {url && (
                <a href={url} target="_blank" rel="noreferrer" aria-label={`Open port ${portLabel(port)}`}>
                  Open
                </a>
              )}
            </span>,
          ] as const
        })}
      />
      <Facts
        title="Networks"
        none="It is in no network."
        facts={detail.networks.map(
          ({ name, ip }) =>
            [name, ip ? <Copyable key={name} value={ip} what="address" mono /> : 'no address'] as const,
        )}
      />
      <Facts
        title="Mounts"
        none="Nothing is mounted: what it writes goes with it."
        facts={detail.mounts.map(
          (mount) =>
            [
              mount.target,
              <span key={mount.target} className={css.ports}>
                <Copyable value={mount.source} what="source" mono />
                <span className="dim">
                  {mount.type}
                  {mount.readOnly ? ', read-only' : ''}
                </span>
              </span>,
            ] as const,
        )}
      />
      <Facts
        title="Environment"
        none="No variables are set."
        facts={detail.env.map((entry) => {
          const at = entry.indexOf('=')
          const [name, value] = at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)]
          return [name, <Copyable key={name} value={value} what={name} mono />] as const
        })}
      />
    </div>
  )
}

function when(name: string, iso: string | null): (readonly [string, ReactNode])[] {
  return iso === null ? [] : [[name, dateAndTime(iso)]]
}
