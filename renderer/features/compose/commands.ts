import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import type { PaletteCommand } from '../../app/commands.ts'
import type { Berth } from '../../client/berth.ts'
import { t } from '../../i18n/index.ts'
import { act, faces } from './actions.tsx'

/** What the palette offers of the projects that have containers: the page of their list need not be open for it. */
export function* projectCommands(
  berth: Berth,
  doors: { readonly goToProject: (name: string) => void },
  searching: boolean,
): Generator<PaletteCommand> {
  for (const [name, rows] of projectsOf(berth.containers.get().rows)) {
    const label = t('compose:labelled', { name })
    yield { id: `p:${name}`, label, kind: t('app:palette.kind.project'), run: () => doors.goToProject(name) }
    if (!searching) continue
    const up = rows.some(({ state }) => state === 'running' || state === 'restarting')
    for (const kind of up ? (['stop', 'restart'] as const) : (['start'] as const))
      yield {
        id: `p:${name}:${kind}`,
        label: t('compose:do.named', { action: faces[kind].label, name: label }),
        kind: t('app:palette.kind.action'),
        run: () => void act(berth, name, { kind }),
      }
  }
}

function projectsOf(rows: readonly ContainerRow[]): Map<string, ContainerRow[]> {
  const projects = new Map<string, ContainerRow[]>()
  for (const row of rows) {
    if (row.composeProject === null) continue
    const known = projects.get(row.composeProject)
    if (known) known.push(row)
    else projects.set(row.composeProject, [row])
  }
  return projects
}
