import { z } from 'zod'
import { HostPath, ProjectName, ServiceName, type ComposeFiles } from '../../api/schema/compose.ts'
import type { ContainerRow } from '../../api/schema/containers.ts'
import { noTimes, parseRows } from '../containers/row.ts'

/** A container that compose made, with what its labels say of its project. */
export interface ProjectContainer {
  readonly id: string
  readonly row: ContainerRow
  readonly project: string
  readonly service: string
  readonly number: number
  /** made by `compose run`: no part of what a service is */
  readonly oneOff: boolean
  readonly source: ComposeFiles | null
}

const Labelled = z.object({ Id: z.string(), Labels: z.record(z.string(), z.string()).nullish() })

/** The label that every container of compose's has; the engine filters by it. */
export const projectLabel = 'com.docker.compose.project'

/** The containers of an answer of `GET /containers/json` that compose made; what is none is left out. */
export function parseProjectContainers(answer: unknown): ProjectContainer[] {
  if (!Array.isArray(answer)) return []
  const rows = new Map(parseRows(answer, () => noTimes).map((row) => [row.id, row]))
  return answer.flatMap((one: unknown) => {
    const parsed = Labelled.safeParse(one)
    const row = rows.get(parsed.data?.Id ?? '')
    return row ? labelled(row, parsed.data?.Labels ?? {}) : []
  })
}

function labelled(row: ContainerRow, labels: Readonly<Record<string, string>>): ProjectContainer[] {
  const label = (name: string): string => labels[`com.docker.compose.${name}`] ?? ''
  const project = ProjectName.safeParse(labels[projectLabel])
  const service = ServiceName.safeParse(label('service'))
  if (!project.success || !service.success) return []
  const number = Number(label('container-number'))
  return [
    {
      id: row.id,
      row,
      project: project.data,
      service: service.data,
      number: Number.isSafeInteger(number) && number > 0 ? number : 1,
      oneOff: label('oneoff').toLowerCase() === 'true',
      source: sourceOf(label),
    },
  ]
}

/**
 * The files by the labels of compose-go's `api/labels.go`, whose lists are joined by commas. Null where they name none
 * that could be found, as for a file that came on standard input ("-").
 */
function sourceOf(label: (name: string) => string): ComposeFiles | null {
  const dir = HostPath.safeParse(label('project.working_dir'))
  const files = paths(label('project.config_files'))
  if (!dir.success || files === null || files.length === 0) return null
  return { files, dir: dir.data, envFiles: paths(label('project.environment_file')) ?? [], profiles: [] }
}

function paths(text: string): string[] | null {
  const all = text.split(',').filter(Boolean)
  const parsed = z.array(HostPath).max(32).safeParse(all)
  return parsed.success ? parsed.data : null
}
