import type { BuildRow } from '../../../electron/api/schema/builds.ts'
import type { PaletteCommand } from '../../app/commands.ts'
import type { Berth } from '../../client/berth.ts'
import { t } from '../../i18n/index.ts'

/** What the palette offers of builds: the last of each name, and an end to one that runs. */
export function* buildEntries(
  berth: Berth,
  rows: readonly BuildRow[],
  goToBuild: (id: string) => void,
): Generator<PaletteCommand> {
  const latest = new Map<string, BuildRow>()
  for (const row of rows) {
    const known = latest.get(row.name)
    if (!known || known.startedAt < row.startedAt) latest.set(row.name, row)
  }
  for (const row of latest.values()) {
    yield {
      id: `b:${row.id}`,
      label: t('builds:palette.open', { name: row.name }),
      kind: t('app:palette.kind.build'),
      run: () => goToBuild(row.id),
    }
    if (row.state === 'running' && row.jobId !== null)
      yield {
        id: `b:${row.id}:cancel`,
        label: t('builds:palette.cancel', { name: row.name }),
        kind: t('app:palette.kind.action'),
        run: () => void import('./build-actions.tsx').then((it) => it.cancelBuild(berth, row)),
      }
  }
}
