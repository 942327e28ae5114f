import type { ReactNode } from 'react'
import type { BuildDetail, BuildRequest } from '../../../electron/api/schema/builds.ts'
import { Command, Copyable } from '../../components/Copyable.tsx'
import { Facts } from '../../components/Facts.tsx'
import { t } from '../../i18n/index.ts'
import { dateAndTime } from '../../lib/format.ts'
import { buildCommand } from './build-actions.tsx'
import { StepCount } from './columns.tsx'

/** What a build was asked for, and what came out. */
export function Details({ detail }: { detail: BuildDetail }): ReactNode {
  const { row, request, image } = detail
  const result: (readonly [string, ReactNode])[] = [
    [t('builds:facts.started'), dateAndTime(row.startedAt)],
    ...(row.endedAt === null ? [] : [[t('builds:facts.ended'), dateAndTime(row.endedAt)] as const]),
    [t('builds:facts.steps'), <StepCount key="steps" row={row} />],
    ...(image === null
      ? []
      : [
          [
            t('builds:facts.image'),
            <Copyable key="image" value={image} what={t('builds:facts.imageDigest')} mono />,
          ] as const,
        ]),
  ]
  return (
    <>
      <Facts title={t('builds:facts.result')} facts={result} />
      {request && <Facts title={t('builds:facts.title')} facts={asked(request)} />}
      {detail.facts.length > 0 && <Facts title={t('builds:facts.known')} facts={detail.facts} />}
      {request && <Command line={buildCommand(request)} />}
    </>
  )
}

function asked(request: BuildRequest): (readonly [string, ReactNode])[] {
  const pairs = (list: readonly { name: string; value: string }[]): string =>
    list.map(({ name, value }) => `${name}=${value}`).join('\n')
  const options = [
    ...(request.noCache ? [t('builds:form.noCache')] : []),
    ...(request.pull ? [t('builds:form.pull')] : []),
    ...(request.ssh ? [t('builds:form.ssh')] : []),
    ...(request.network === 'default'
      ? []
      : [`${t('builds:form.network')}: ${t(`builds:form.networks.${request.network}`)}`]),
    t(`builds:form.outputs.${request.output}`),
  ]
  const facts: [string, string][] = [
    [t('builds:facts.context'), request.context],
    [t('builds:facts.dockerfile'), request.dockerfile ?? 'Dockerfile'],
    [t('builds:facts.target'), request.target ?? ''],
    [t('builds:facts.tags'), request.tags.join('\n')],
    [t('builds:facts.args'), pairs(request.args)],
    [t('builds:facts.secrets'), request.secrets.map(({ id, file }) => `${id}: ${file}`).join('\n')],
    [t('builds:facts.platforms'), request.platforms.join(', ')],
    [t('builds:facts.labels'), pairs(request.labels)],
    [t('builds:facts.options'), options.join(', ')],
  ]
  return facts
    .filter(([, value]) => value !== '')
    .map(([name, value]) => [
      name,
      <span key={name} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {value}
      </span>,
    ])
}
