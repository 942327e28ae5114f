import type { VolumeRow } from '../../../electron/api/schema/volumes.ts'
import { dockerCommand, quoted } from '../../lib/docker-command.ts'
import { shortId } from '../../lib/format.ts'
import { pairFlags } from '../../lib/pairs.ts'

/** Sixty-four made-up digits are known by their first twelve. */
export const volumeName = ({ id }: Pick<VolumeRow, 'id'>): string =>
  /^[0-9a-f]{64}$/.test(id) ? shortId(id) : id

export const usersOf = (row: VolumeRow): string => row.usedBy.map(({ name }) => name).join(', ')
export const runningUsersOf = (row: VolumeRow): string =>
  row.usedBy
    .filter(({ running }) => running)
    .map(({ name }) => name)
    .join(', ')

export function volumeText(row: VolumeRow): string {
  const labels = Object.entries(row.labels).map(([name, value]) => `${name}=${value}`)
  const marks = [row.usedBy.length > 0 ? 'used' : 'unused', row.anonymous ? 'anonymous' : '']
  return [row.id, row.driver, usersOf(row), ...labels, ...marks].join(' ').toLowerCase()
}

const tarFlags = (gzip: boolean): string => (gzip ? '-cz' : '-c')

/** What the docker command has no word for, by a container that does it. */
export const volumeCommands = {
  create: (name: string, driver: string, options: Record<string, string>, labels: Record<string, string>) =>
    dockerCommand(
      ...['volume', 'create'],
      ...(driver === 'local' ? [] : ['--driver', driver]),
      ...pairFlags('--opt', options),
      ...pairFlags('--label', labels),
      ...(name === '' ? [] : [name]),
    ),
  remove: (names: readonly string[]) => dockerCommand('volume', 'rm', ...names),
  backup: (name: string, gzip: boolean) =>
    `${dockerCommand('run', '--rm', '-v', `${name}:/volume:ro`, 'busybox', 'tar', tarFlags(gzip), '-C', '/volume', '.')} > ${quoted(`${name}.tar${gzip ? '.gz' : ''}`)}`,
  restore: (name: string, file: string) =>
    `${dockerCommand('run', '--rm', '-i', '-v', `${name}:/volume`, 'busybox', 'tar', '-x', '-C', '/volume')} < ${quoted(file)}`,
  clone: (from: string, to: string) =>
    `${dockerCommand('volume', 'create', to)} && ${dockerCommand('run', '--rm', '-v', `${from}:/from:ro`, '-v', `${to}:/to`, 'busybox', 'cp', '-a', '/from/.', '/to')}`,
  use: (name: string) => dockerCommand('run', '--rm', '-it', '-v', `${name}:/data`, 'alpine'),
}
