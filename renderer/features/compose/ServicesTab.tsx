import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ComposeModel, ComposeService } from '../../../electron/api/schema/compose.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { useStore } from '../../client/store.ts'
import { Notice } from '../../components/Notice.tsx'
import { StateDot } from '../../components/StateDot.tsx'
import { t } from '../../i18n/index.ts'
import { Ports } from '../containers/Ports.tsx'
import css from './Compose.module.css'
import { openCompose } from './OpenCompose.tsx'
import { ScaleButton } from './ScaleButton.tsx'
import { ServiceMenu } from './ServiceMenu.tsx'
import { Sources } from './Sources.tsx'
import type { TabProps } from './tabs.tsx'
import { useModel } from './useModel.ts'
import { lookOf, workOn } from './words.ts'

export interface ServiceLine {
  readonly name: string
  readonly service: ComposeService
  /** as the files have it; null where they don't, or cannot be read */
  readonly declared: ComposeModel['services'][number] | null
}

/** The services that have containers, and those that the files name. */
function linesOf(services: readonly ComposeService[], model: ComposeModel | undefined): ServiceLine[] {
  const running = new Map(services.map((service) => [service.name, service]))
  const declared = new Map((model?.services ?? []).map((service) => [service.name, service]))
  return [...new Set([...running.keys(), ...declared.keys()])].sort().map((name) => ({
    name,
    service: running.get(name) ?? { name, containers: [] },
    declared: declared.get(name) ?? null,
  }))
}

/** A project's services with their containers, and what the project is made of. */
export function ServicesTab({ project }: TabProps): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const busy = workOn(useStore(berth.jobs).rows, project.id) !== null
  const { data: model, error } = useModel(project)
  const failure = error ? plainError(error) : null
  const lines = linesOf(project.services, model)
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={t('compose:tabs.services')}>
      {project.filesAre !== 'here' && (
        <Notice
          kind="warn"
          message={t(project.filesAre === 'missing' ? 'compose:missing' : 'compose:unknown', {
            files: project.source?.files.join(', ') ?? '',
          })}
          hint={t('compose:missingHint')}
          actions={
            <Button size="compact-sm" variant="default" onClick={() => openCompose()}>
              {t('compose:open.button')}
            </Button>
          }
        />
      )}
      {failure && (
        <Notice
          kind="error"
          message={failure.message}
          hint={failure.hint}
          actions={
            <Button
              size="compact-sm"
              variant="default"
              renderRoot={(props) => (
                <Link
                  to="/compose/$project/$tab"
                  params={{ project: project.id, tab: 'file' }}
                  search={true}
                  {...props}
                />
              )}
            >
              {t('compose:do.edit')}
            </Button>
          }
        />
      )}
      {model && model.name !== project.id && (
        <Notice kind="info" message={t('compose:otherName', { name: model.name, project: project.id })} />
      )}
      {model?.warnings.map((warning) => (
        <Notice key={warning} kind="warn" message={warning} />
      ))}
      {lines.length > 0 && (
        <table className={css.services}>
          <thead>
            <tr>
              <th scope="col">{t('compose:columns.service')}</th>
              <th scope="col">{t('compose:columns.containers')}</th>
              <th scope="col">{t('compose:columns.image')}</th>
              <th scope="col">{t('compose:columns.replicas')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('compose:columns.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.name}>
                <th scope="row">
                  <span className={css.service}>
                    <StateDot look={lookOf(line.service.containers)} />
                    <span>{line.name}</span>
                  </span>
                </th>
                <td>
                  <Containers line={line} hasModel={model !== undefined} />
                </td>
                <td>
                  <div className={css.lines}>
                    {line.service.containers[0]?.image ??
                      line.declared?.image ??
                      (line.declared?.builds ? t('compose:built') : '')}
                  </div>
                </td>
                <td>
                  <ScaleButton project={project} line={line} disabled={!live || busy || !line.declared} />
                </td>
                <td>
                  <ServiceMenu project={project} line={line} disabled={!live || busy} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {lines.length === 0 && model && <p className="dim">{t('compose:noServices')}</p>}
      {project.source && <Sources project={project} source={project.source} />}
    </div>
  )
}

function Containers({ line, hasModel }: { line: ServiceLine; hasModel: boolean }): ReactNode {
  const { containers } = line.service
  const profiles = line.declared?.profiles ?? []
  return (
    <div className={css.lines}>
      {containers.length === 0 &&
        (profiles.length > 0
          ? t('compose:inProfile', { count: profiles.length, names: profiles.join(', ') })
          : t('compose:status.none'))}
      {containers.map((container) => (
        <div key={container.id}>
          <Link
            className={css.link}
            to="/containers/$name/$tab"
            params={{ name: container.name, tab: 'logs' }}
          >
            {container.name}
          </Link>
          <span className={lookOf([container]) === 'bad' ? css.bad : 'dim'}>
            {` ${statusOf(container)} `}
          </span>
          <span className={css.ports}>
            <Ports ports={container.ports} />
          </span>
        </div>
      ))}
      {hasModel && line.declared === null && <div className={css.warn}>{t('compose:orphan')}</div>}
    </div>
  )
}

/** One container's state in a word or two. */
function statusOf(container: ComposeService['containers'][number]): string {
  const { state, health, exitCode } = container
  if (state === 'exited') return t('compose:exited', { code: exitCode ?? '?' })
  if (state === 'running' && health !== 'none') return t(`compose:health.${health}`)
  return t(`compose:state.${state}`)
}
