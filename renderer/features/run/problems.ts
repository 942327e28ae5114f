import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { platformIssues, type System } from '../../../electron/api/schema/run-platform.ts'
import { portRange, RunSpec, type PortRow } from '../../../electron/api/schema/run-spec.ts'
import i18next from 'i18next'
import { t } from '../../i18n/index.ts'
import type { Messages } from '../../i18n/messages.ts'

/** Sentences by the field that they are about: "name", "ports.0.hostPort", "health.command". */
export type Problems = ReadonlyMap<string, string>

type Code = Exclude<keyof Messages['run']['problem'], 'nameTaken' | 'portTaken' | 'portTwice' | 'other'>
const isCode = (code: string): code is Code => i18next.exists(`run:problem.${code}`)

/**
 * What is wrong with a spec: by itself, and beside the containers that are there. `self` is the id of the one that is
 * to be replaced; `starts`: ports that are taken are in the way only of one that starts.
 */
export function problemsOf(
  spec: RunSpec,
  rows: readonly ContainerRow[],
  { self, starts, system }: { self: string | null; starts: boolean; system: System },
): Problems {
  const problems = new Map<string, string>()
  const found = (RunSpec.safeParse(spec).error?.issues ?? []).map(({ path, message: code }) => ({
    path,
    code,
  }))
  for (const { path, code } of [...found, ...platformIssues(spec, system)]) {
    const words = isCode(code) ? t(`run:problem.${code}`) : t('run:problem.other', { code })
    if (!problems.has(path.join('.'))) problems.set(path.join('.'), words)
  }
  const others = rows.filter(({ id }) => id !== self)
  if (spec.name !== '' && others.some(({ name }) => name === spec.name))
    problems.set('name', t('run:problem.nameTaken'))
  spec.ports.forEach((row, index) => {
    const path = `ports.${index}.hostPort`
    const taken = starts ? takenBy(row, others) : null
    if (problems.has(path)) return
    if (taken) problems.set(path, t('run:problem.portTaken', { ...taken, port: String(taken.port) }))
    else if (spec.ports.slice(0, index).some((other) => isOnePort(other) && overlaps(other, row)))
      problems.set(path, t('run:problem.portTwice', { port: row.hostPort }))
  })
  return problems
}

/** A range for one port of the container leaves the choice to the engine. */
const isOnePort = ({ hostPort }: PortRow): boolean => portRange(hostPort)?.first === portRange(hostPort)?.last

const everywhere = new Set(['', '0.0.0.0', '::'])
const sameAddress = (one: string, other: string): boolean =>
  one === other || everywhere.has(one) || everywhere.has(other)

function overlaps(one: PortRow, other: PortRow): boolean {
  const [a, b] = [portRange(one.hostPort), portRange(other.hostPort)]
  return (
    a !== null &&
    b !== null &&
    isOnePort(other) &&
    one.protocol === other.protocol &&
    sameAddress(one.hostIp, other.hostIp) &&
    a.first <= b.last &&
    b.first <= a.last
  )
}

/** The container that has a port of the row's now. */
function takenBy(row: PortRow, rows: readonly ContainerRow[]): { port: number; name: string } | null {
  const range = portRange(row.hostPort)
  const inner = portRange(row.containerPort)
  if (!range || (range.last > range.first && inner?.first === inner?.last)) return null
  for (const { name, ports } of rows)
    for (const { hostIp, hostPort, protocol } of ports)
      if (
        hostPort !== null &&
        protocol === row.protocol &&
        sameAddress(hostIp ?? '', row.hostIp) &&
        hostPort >= range.first &&
        hostPort <= range.last
      )
        return { port: hostPort, name }
  return null
}
