import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Copyable } from '../../../components/Copyable.tsx'
import { Facts } from '../../../components/Facts.tsx'
import { t } from '../../../i18n/index.ts'
import { quoted } from '../../../lib/docker-command.ts'
import css from './Overview.module.css'
import { copies, when, yesNo, type Fact, type SectionProps } from './parts.tsx'

/** What runs in it, and as whom. */
export function ProcessSection({ detail: { process } }: SectionProps): ReactNode {
  const line = (words: readonly string[]): string => words.map(quoted).join(' ')
  return (
    <Facts
      title={t('container:overview.process')}
      facts={[
        ...copies(t('container:overview.entrypoint'), line(process.entrypoint)),
        ...copies(t('container:overview.command'), line(process.command)),
        ...copies(t('container:overview.workingDir'), process.workingDir),
        [t('container:overview.user'), process.user || t('container:overview.root')],
        ...copies(t('container:overview.hostname'), process.hostname),
        ...copies(t('container:overview.pid'), process.pid === null ? '' : String(process.pid)),
        [t('container:overview.tty'), yesNo(process.tty)],
        ...when(t('container:overview.stdin'), process.stdin && yesNo(true)),
        ...when(t('container:overview.init'), process.init && yesNo(true)),
        [
          t('container:overview.stop'),
          t('container:overview.stopWords', {
            signal: process.stopSignal || 'SIGTERM',
            count: process.stopTimeout ?? 10,
          }),
        ],
      ]}
    />
  )
}

export function MountsSection({ detail }: SectionProps): ReactNode {
  return (
    <Facts
      title={t('container:overview.mounts')}
      none={t('container:overview.noMounts')}
      facts={detail.mounts.map(({ type, source, target, readOnly, driver, propagation }): Fact => [
        target,
        <span key={target} className={css.inline}>
          {source !== '' && <Copyable value={source} what={t('container:overview.source')} mono />}
          {type === 'volume' && source !== '' && (
            <Link to="/volumes/$name/$tab" params={{ name: source, tab: 'files' }}>
              {t('container:overview.showVolume')}
            </Link>
          )}
          <span className="dim">
            {[
              type,
              ...(readOnly ? [t('container:overview.readOnly')] : []),
              ...(driver !== '' && driver !== 'local' ? [driver] : []),
              ...(propagation !== '' && propagation !== 'rprivate' ? [propagation] : []),
            ].join(', ')}
          </span>
        </span>,
      ])}
    />
  )
}

/** What it may do beyond its own walls; amber for what takes the walls down. */
export function SecuritySection({ detail: { security, process } }: SectionProps): ReactNode {
  const warn = (is: boolean, words: string): ReactNode =>
    is ? <span className={css.warn}>{words}</span> : words
  const list = (texts: readonly string[]): string => texts.join(', ')
  return (
    <Facts
      title={t('container:overview.security')}
      facts={[
        [t('container:overview.privileged'), warn(security.privileged, yesNo(security.privileged))],
        [t('container:overview.user'), process.user || t('container:overview.root')],
        ...when(t('container:overview.groups'), list(security.groups)),
        ...when(
          t('container:overview.capAdd'),
          security.capAdd.length > 0 && warn(true, list(security.capAdd)),
        ),
        ...when(t('container:overview.capDrop'), list(security.capDrop)),
        [t('container:overview.readOnlyRoot'), yesNo(security.readOnlyRoot)],
        [t('container:overview.noNewPrivileges'), yesNo(security.noNewPrivileges)],
        [
          t('container:overview.seccomp'),
          warn(security.seccomp === 'unconfined', t(`container:overview.seccompIs.${security.seccomp}`)),
        ],
        ...when(t('container:overview.appArmor'), security.appArmor),
        ...when(
          t('container:overview.shared'),
          security.shared.length > 0 && warn(true, list(security.shared)),
        ),
        ...when(t('container:overview.devices'), list(security.devices)),
      ]}
    />
  )
}

export function LogSection({ detail: { log } }: SectionProps): ReactNode {
  return (
    <Facts
      title={t('container:overview.logging')}
      facts={[
        [t('container:overview.driver'), log.driver],
        ...log.options.flatMap(({ name, value }) => copies(name, value)),
      ]}
    />
  )
}
