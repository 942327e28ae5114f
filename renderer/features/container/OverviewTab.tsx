import type { ReactNode } from 'react'
import type { ContainerDetail } from '../../../electron/api/schema/container.ts'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { Inspected } from './Inspected.tsx'
import { HealthSection } from './overview/HealthSection.tsx'
import { LimitsSection } from './overview/LimitsSection.tsx'
import { NetworksSection, PortsSection } from './overview/NetworkSections.tsx'
import css from './overview/Overview.module.css'
import { Pairs } from './overview/Pairs.tsx'
import { LogSection, MountsSection, ProcessSection, SecuritySection } from './overview/PartSections.tsx'
import { ImageSection, StateSection } from './overview/StateSections.tsx'
import { looksSecret } from './secrets.ts'
import type { TabProps } from './tabs.tsx'

/** Everything that the engine knows of a container, laid out for people; every value copies. */
export function OverviewTab({ row }: TabProps): ReactNode {
  return <Inspected row={row}>{(detail) => <Overview detail={detail} />}</Inspected>
}

function Overview({ detail }: { readonly detail: ContainerDetail }): ReactNode {
  return (
    <div className={css.frame} tabIndex={0} role="region" aria-label={t('container:tabs.overview')}>
      {detail.startError !== '' && (
        <div className={css.problem}>
          <Notice kind="error" message={t('container:overview.startError', { words: detail.startError })} />
        </div>
      )}
      <div className={css.sections}>
        <StateSection detail={detail} />
        <ImageSection detail={detail} />
        <ProcessSection detail={detail} />
        <PortsSection detail={detail} />
        <NetworksSection detail={detail} />
        <MountsSection detail={detail} />
        {detail.health && <HealthSection health={detail.health} />}
        <LimitsSection detail={detail} />
        <SecuritySection detail={detail} />
        <LogSection detail={detail} />
      </div>
      <Pairs
        title={t('container:overview.env')}
        none={t('container:overview.noEnv')}
        pairs={detail.env.map(variable)}
      />
      <Pairs
        title={t('container:overview.labels')}
        none={t('container:overview.noLabels')}
        pairs={detail.labels}
      />
    </div>
  )
}

function variable(entry: string): { name: string; value: string; secret: boolean } {
  const at = entry.indexOf('=')
  const [name, value] = at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)]
  return { name, value, secret: looksSecret(name, value) }
}
