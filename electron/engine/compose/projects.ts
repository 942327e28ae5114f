import type { ComposeFiles, ComposeProject, ComposeService } from '../../api/schema/compose.ts'
import type { ProjectContainer } from './container.ts'
import type { OpenedProject } from './opened.ts'

/** A project before anybody has looked whether its files are there. */
export interface KnownProject {
  readonly name: string
  readonly services: ComposeService[]
  /** what the newest container's labels say */
  readonly labelled: ComposeFiles | null
  readonly opened: OpenedProject | null
}

/** Projects that have containers, and those that were opened here, by name. */
export function gather(
  containers: readonly ProjectContainer[],
  opened: readonly OpenedProject[],
): Map<string, KnownProject> {
  const byName = new Map<string, ProjectContainer[]>()
  for (const container of containers) {
    const own = byName.get(container.project)
    if (own) own.push(container)
    else byName.set(container.project, [container])
  }
  const openedByName = new Map(opened.map((each) => [each.name, each]))
  const names = new Set([...byName.keys(), ...openedByName.keys()])
  return new Map(
    [...names].sort().map((name) => {
      const own = byName.get(name) ?? []
      const newest = own
        .filter((each) => each.source !== null)
        .reduce<ProjectContainer | null>(
          (best, each) => (best && best.row.created >= each.row.created ? best : each),
          null,
        )
      const known: KnownProject = {
        name,
        services: servicesOf(own),
        labelled: newest?.source ?? null,
        opened: openedByName.get(name) ?? null,
      }
      return [name, known]
    }),
  )
}

function servicesOf(containers: readonly ProjectContainer[]): ComposeService[] {
  const byName = new Map<string, ComposeService>()
  for (const { service, number, row, oneOff } of [...containers].sort((a, b) => a.number - b.number)) {
    if (oneOff) continue
    const { id, name, state, health, exitCode, image, ports } = row
    const container = { id, name, number, state, health, exitCode, image, ports }
    const known = byName.get(service)
    if (known) known.containers.push(container)
    else byName.set(service, { name: service, containers: [container] })
  }
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/**
 * Where a project's files are: where its containers were made from, unless these are gone and it was opened from
 * elsewhere since, as after its folder was moved. Environment files and profiles are what was chosen here.
 */
export function sourceOf({ labelled, opened }: KnownProject, isHere: boolean): ComposeFiles | null {
  if (!opened) return labelled
  if (!labelled || !isHere || labelled.files.join('\n') === opened.source.files.join('\n'))
    return opened.source
  return labelled
}

/** The project as the page is told of it. `here` says whether all of these files are on this computer. */
export async function describe(
  known: KnownProject,
  here: (files: readonly string[]) => Promise<boolean>,
): Promise<ComposeProject> {
  const source = sourceOf(known, known.labelled === null || (await here(known.labelled.files)))
  return {
    id: known.name,
    services: known.services,
    source,
    filesAre: source === null ? 'unknown' : (await here(source.files)) ? 'here' : 'missing',
    openedAt: known.opened?.openedAt ?? null,
  }
}
