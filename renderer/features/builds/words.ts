import type { BuildRow, BuildState, BuildStep } from '../../../electron/api/schema/builds.ts'
import type { Look } from '../../components/StateDot.tsx'
import { t } from '../../i18n/index.ts'

export const buildLooks: Readonly<Record<BuildState, Look>> = {
  running: 'busy',
  done: 'on',
  failed: 'bad',
  cancelled: 'off',
  interrupted: 'paused',
}

export const stepLooks: Readonly<Record<BuildStep['state'], Look>> = {
  waiting: 'off',
  running: 'busy',
  done: 'on',
  failed: 'bad',
  cancelled: 'off',
}

/** All of a build that its filter looks at. */
export const buildText = (row: BuildRow): string =>
  [row.name, row.state, t(`builds:states.${row.state}`), row.context, row.target, row.error, row.id]
    .join(' ')
    .toLowerCase()

/** ms that a build took, or takes up to now. */
export const tookMs = (row: BuildRow, now: number): number =>
  Math.max(0, (row.endedAt === null ? now : Date.parse(row.endedAt)) - Date.parse(row.startedAt))

export interface StepName {
  /** what it belongs to: a stage (with its platform), the preparation, or the result */
  readonly group: string
  readonly index: number | null
  readonly of: number | null
  readonly text: string
}

/** BuildKit's names: `[app 2/3] RUN make`, `[linux/arm64 app 2/3] …`, `[2/3] …`, `[internal] load …`, `exporting …`. */
export function readStepName(name: string): StepName {
  const stage = /^\[(?:(.+) )?(\d+)\/(\d+)\] (.*)$/s.exec(name)
  if (stage)
    return {
      group: stage[1] === undefined ? t('builds:dockerfileSteps') : t('builds:stage', { stage: stage[1] }),
      index: Number(stage[2]),
      of: Number(stage[3]),
      text: stage[4] ?? '',
    }
  const bare = { index: null, of: null }
  const marked = /^\[[^\]]*\] (.*)$/s.exec(name)
  if (marked) return { ...bare, group: t('builds:preparing'), text: marked[1] ?? '' }
  return { ...bare, group: t('builds:output'), text: name }
}

export interface StepGroup {
  readonly name: string
  readonly steps: readonly { readonly step: BuildStep; readonly name: StepName }[]
}

/** Steps by stage: the preparation first, the result last, stages as they came, their steps by number. */
export function groupSteps(steps: readonly BuildStep[]): StepGroup[] {
  const groups = new Map<string, { step: BuildStep; name: StepName }[]>([[t('builds:preparing'), []]])
  for (const step of steps) {
    const name = readStepName(step.name)
    const group = groups.get(name.group) ?? []
    group.push({ step, name })
    groups.set(name.group, group)
  }
  const result = groups.get(t('builds:output'))
  if (result) {
    groups.delete(t('builds:output'))
    groups.set(t('builds:output'), result)
  }
  return [...groups]
    .filter(([, list]) => list.length > 0)
    .map(([name, list]) => ({
      name,
      steps: list.sort((a, b) => (a.name.index ?? 0) - (b.name.index ?? 0)),
    }))
}

/** Lines of `NAME=value`; blank ones and comments are left out. The number of the first line that is none. */
export function readPairs(text: string): { pairs: { name: string; value: string }[]; bad: number | null } {
  const pairs = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue
    const found = /^\s*([^\s=,]+)=(.*)$/.exec(line)
    if (!found) return { pairs: [], bad: index + 1 }
    pairs.push({ name: found[1] ?? '', value: found[2] ?? '' })
  }
  return { pairs, bad: null }
}

export const writePairs = (pairs: readonly { name: string; value: string }[]): string =>
  pairs.map(({ name, value }) => `${name}=${value}`).join('\n')

/** Words with blanks or commas between. */
export const readWords = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean)
