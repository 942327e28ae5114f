import type { ComposeContainer, ComposeProject } from '../../../electron/api/schema/compose.ts'
import type { Job } from '../../../electron/api/schema/jobs.ts'
import type { Look } from '../../components/StateDot.tsx'
import { t } from '../../i18n/index.ts'

export const containersOf = (project: ComposeProject): ComposeContainer[] =>
  project.services.flatMap((service) => service.containers)

const isUp = ({ state }: ComposeContainer): boolean => state === 'running' || state === 'paused'

/** What a stop leaves behind (SIGKILL, SIGTERM), and what a task that is done does. */
const harmless = [0, 137, 143]

const isBroken = ({ state, health, exitCode }: ComposeContainer): boolean =>
  state === 'dead' ||
  health === 'unhealthy' ||
  (state === 'exited' && !harmless.includes(exitCode ?? 0)) ||
  (state === 'restarting' && exitCode !== 0)

/** The mark of some containers together: the worst of them that matters. */
export function lookOf(containers: readonly ComposeContainer[]): Look {
  if (containers.some(isBroken)) return 'bad'
  if (containers.some(({ state, health }) => state === 'restarting' || health === 'starting')) return 'busy'
  if (containers.some(({ state }) => state === 'running')) return 'on'
  return containers.some(({ state }) => state === 'paused') ? 'paused' : 'off'
}

/** How many containers of a project are up, and what is the matter with those that are not well. */
export function statusWords(containers: readonly ComposeContainer[]): string {
  if (containers.length === 0) return t('compose:status.none')
  const count = (is: (one: ComposeContainer) => boolean): number => containers.filter(is).length
  const up = count(isUp)
  const words: string[] = [
    up === containers.length
      ? t('compose:status.allUp', { count: up })
      : up === 0
        ? t('compose:status.down', { count: containers.length })
        : t('compose:status.someUp', { count: up, all: containers.length }),
  ]
  const extra = [
    ['paused', count(({ state }) => state === 'paused')],
    ['unhealthy', count(({ health }) => health === 'unhealthy')],
    ['starting', count(({ health }) => health === 'starting')],
    ['restarting', count(({ state }) => state === 'restarting')],
    ['failed', count((one) => one.state === 'exited' && isBroken(one))],
  ] as const
  for (const [what, many] of extra) if (many > 0) words.push(t(`compose:status.${what}`, { count: many }))
  return words.join(', ')
}

/** What compose does to a project right now: the subjects of its jobs say so ("stop shop/web"). */
export function workOn(jobs: readonly Job[], project: string): Job | null {
  return (
    jobs.find((job) => {
      if (job.kind !== 'compose' || job.state !== 'running') return false
      return job.subject.split(' ')[1]?.split('/')[0] === project
    }) ?? null
  )
}

/** The verb of that work. */
export const verbOf = (job: Job): string => job.subject.split(' ')[0] ?? ''

const verbs = [
  'up',
  'down',
  'start',
  'stop',
  'restart',
  'pause',
  'unpause',
  'kill',
  'pull',
  'build',
  'scale',
] as const

export function doingWords(job: Job): string {
  const verb = verbs.find((each) => each === verbOf(job))
  return verb ? t(`compose:doing.${verb}`) : job.subject
}

/** All that a filter looks at, in one text. */
export function searchText(project: ComposeProject): string {
  const services = project.services.map(({ name }) => name).join(' ')
  const images = containersOf(project).map(({ image }) => image)
  return `${project.id} ${services} ${[...new Set(images)].join(' ')} ${project.source?.files.join(' ') ?? ''}`.toLowerCase()
}

/** The last parts of a path, by which people know a folder. */
export const shortPath = (path: string): string => {
  const parts = path.split('/').filter(Boolean)
  return parts.length <= 3 ? path : `…/${parts.slice(-2).join('/')}`
}
