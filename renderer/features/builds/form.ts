import { BuildContext, BuildRequest, isGit } from '../../../electron/api/schema/builds.ts'
import { PlacePath } from '../../../electron/api/schema/places.ts'
import { t } from '../../i18n/index.ts'
import { readPairs, readWords, writePairs } from './words.ts'

/** The dialog's fields, as they are typed. */
export interface BuildFields {
  readonly source: 'folder' | 'git'
  readonly folder: string
  readonly git: string
  readonly dockerfile: string
  readonly tags: string
  readonly target: string
  readonly args: string
  readonly labels: string
  readonly platforms: string
  readonly secrets: readonly { id: string; file: string }[]
  readonly ssh: boolean
  readonly noCache: boolean
  readonly pull: boolean
  readonly network: BuildRequest['network']
  readonly output: BuildRequest['output']
}

export function fieldsOf(request: BuildRequest): BuildFields {
  const git = isGit(request.context)
  return {
    source: git ? 'git' : 'folder',
    folder: git ? '' : request.context,
    git: git ? request.context : '',
    dockerfile: request.dockerfile ?? '',
    tags: request.tags.join(' '),
    target: request.target ?? '',
    args: writePairs(request.args),
    labels: writePairs(request.labels),
    platforms: request.platforms.join(' '),
    secrets: request.secrets,
    ssh: request.ssh,
    noCache: request.noCache,
    pull: request.pull,
    network: request.network,
    output: request.output,
  }
}

export type Problems = Partial<
  Record<'context' | 'tags' | 'args' | 'labels' | 'platforms' | 'secrets', string>
>

/** What the fields ask for, and what of them is not right. The request is as good as the fields allow. */
export function readFields(fields: BuildFields): { request: BuildRequest; problems: Problems } {
  const problems: Problems = {}
  const context = contextOf(fields)
  const sound = fields.source === 'git' ? isGit(context) : PlacePath.safeParse(context).success
  if (!sound)
    problems.context = t(fields.source === 'git' ? 'builds:form.needGit' : 'builds:form.needContext')

  const tags = readWords(fields.tags)
  const badTag = tags.find((tag) => !BuildRequest.shape.tags.element.safeParse(tag).success)
  if (badTag !== undefined) problems.tags = t('builds:form.badTags', { tag: badTag })
  else if (fields.output === 'push' && tags.length === 0) problems.tags = t('builds:form.pushNeedsTag')

  const platforms = readWords(fields.platforms)
  const badPlatform = platforms.find((name) => !BuildRequest.shape.platforms.element.safeParse(name).success)
  if (badPlatform !== undefined) problems.platforms = t('builds:form.badPlatform', { platform: badPlatform })

  const args = readPairs(fields.args)
  if (args.bad !== null) problems.args = t('builds:form.badPair', { line: args.bad })
  const labels = readPairs(fields.labels)
  if (labels.bad !== null) problems.labels = t('builds:form.badPair', { line: labels.bad })
  if (!BuildRequest.shape.secrets.safeParse(fields.secrets).success)
    problems.secrets = t('builds:form.badSecret')

  return {
    problems,
    request: {
      context,
      dockerfile: fields.dockerfile.trim() || null,
      target: fields.target || null,
      tags,
      args: args.pairs,
      labels: labels.pairs,
      platforms,
      secrets: [...fields.secrets],
      ssh: fields.ssh,
      noCache: fields.noCache,
      pull: fields.pull,
      network: fields.network,
      output: fields.output,
    },
  }
}

/** A trailing slash is how a folder is typed, not how it is called. */
function contextOf({ source, folder, git }: BuildFields): string {
  if (source === 'git') return git.trim()
  const path = folder.trim()
  return path.length > 1 ? path.replace(/\/+$/, '') || '/' : path
}

export const canLook = (context: string): boolean => BuildContext.safeParse(context).success
