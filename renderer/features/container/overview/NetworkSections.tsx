import type { ReactNode } from 'react'
import { Copyable } from '../../../components/Copyable.tsx'
import { Facts } from '../../../components/Facts.tsx'
import { t } from '../../../i18n/index.ts'
import type { PublishedPort } from '../../../../electron/api/schema/containers.ts'
import { portLabel, portUrl } from '../../../../electron/api/schema/published-ports.ts'
import { useEngineComputer } from '../../engines/use-engine.ts'
import { usePortProblem } from '../../ports/usePortProblem.ts'
import css from './Overview.module.css'
import type { Fact, SectionProps } from './parts.tsx'

export function PortsSection({ detail }: SectionProps): ReactNode {
  const computer = useEngineComputer()
  return (
    <Facts
      title={t('container:overview.ports')}
      none={t('container:overview.noPorts')}
      facts={detail.row.ports.map((port): Fact => {
        const from = `${port.containerPort}/${port.protocol}`
        if (port.hostPort === null) return [from, <span key={from}>{t('container:overview.exposed')}</span>]
        const url = portUrl(port, computer)
        const { hostIp, hostPort } = port
        const host = `${hostIp?.includes(':') ? `[${hostIp}]` : (hostIp ?? '')}:${hostPort}`
        return [
          from,
          <span key={host} className={css.inline}>
            <Copyable value={host} what={t('container:overview.address')} mono />
            {url && (
              <a
                href={url}
                target="_blank"
                rel="noreferrer"
                aria-label={t('container:overview.openPort', { port: portLabel(port) })}
              >
                {t('container:overview.open')}
              </a>
            )}
            <Problem port={port} />
          </span>,
        ]
      })}
    />
  )
}

function Problem({ port }: { readonly port: PublishedPort }): ReactNode {
  const problem = usePortProblem(port)
  return problem !== null && <span className={css.trouble}>{problem}</span>
}

/** Where it can be reached inside of the engine, by address and by name. */
export function NetworksSection({ detail }: SectionProps): ReactNode {
  return (
    <Facts
      title={t('container:overview.networks')}
      none={t('container:overview.noNetworks')}
      facts={detail.networks.map(({ name, addresses, gateways, mac, names }): Fact => [
        name,
        <span key={name} className={css.inline}>
          {addresses.length === 0 && <span className="dim">{t('container:overview.noAddress')}</span>}
          {addresses.map((address) => (
            <Copyable
              key={address}
              value={address.replace(/\/\d+$/, '')}
              what={t('container:overview.address')}
              mono
            >
              {address}
            </Copyable>
          ))}
          {gateways.length > 0 && (
            <span className="dim">{t('container:overview.gateway', { address: gateways.join(', ') })}</span>
          )}
          {mac !== '' && <Copyable value={mac} what={t('container:overview.mac')} mono />}
          {names.length > 0 && <span>{t('container:overview.aliases', { names: names.join(', ') })}</span>}
        </span>,
      ])}
    />
  )
}
