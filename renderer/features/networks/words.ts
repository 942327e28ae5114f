import type { NetworkRow, NewNetwork } from '../../../electron/api/schema/networks.ts'
import { t } from '../../i18n/index.ts'
import { dockerCommand } from '../../lib/docker-command.ts'
import { pairFlags } from '../../lib/pairs.ts'

/** What the filter looks through. */
export const networkText = (row: NetworkRow): string =>
  [
    row.name,
    row.driver,
    row.id,
    row.composeProject ?? '',
    ...row.subnets.map(({ subnet }) => subnet),
    ...row.members.flatMap(({ name, ipv4, ipv6 }) => [name, ipv4 ?? '', ipv6 ?? '']),
  ]
    .join(' ')
    .toLowerCase()

/** What is special about a network, in a few words. */
export function traits(row: NetworkRow): string[] {
  return [
    row.internal ? t('networks:internal') : null,
    row.attachable ? t('networks:attachable') : null,
    row.ipv6 ? 'IPv6' : null,
    row.builtIn ? t('networks:builtIn') : null,
  ].filter((word) => word !== null)
}

/** Nobody is connected, and it may go. */
export const isUnused = (row: NetworkRow): boolean => !row.builtIn && row.members.length === 0

export const networkCommands = {
  create: (network: NewNetwork): string =>
    dockerCommand(
      'network',
      'create',
      ...(network.driver === 'bridge' ? [] : ['--driver', network.driver]),
      ...network.subnets.flatMap(({ subnet, gateway }) => [
        ...['--subnet', subnet],
        ...(gateway === null ? [] : ['--gateway', gateway]),
      ]),
      ...(network.ipv6 ? ['--ipv6'] : []),
      ...(network.internal ? ['--internal'] : []),
      ...(network.attachable ? ['--attachable'] : []),
      ...pairFlags('--opt', network.options),
      ...pairFlags('--label', network.labels),
      network.name,
    ),
  connect: (
    network: string,
    container: string,
    aliases: readonly string[],
    ipv4: string,
    ipv6: string,
  ): string =>
    dockerCommand(
      'network',
      'connect',
      ...aliases.flatMap((alias) => ['--alias', alias]),
      ...(ipv4 === '' ? [] : ['--ip', ipv4]),
      ...(ipv6 === '' ? [] : ['--ip6', ipv6]),
      network,
      container,
    ),
  remove: (names: readonly string[]): string => dockerCommand('network', 'rm', ...names),
}
