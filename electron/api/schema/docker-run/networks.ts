import { listed, type RunSpec } from '../run-spec.ts'
import type { Flag, Tell } from './flag.ts'

type Network = RunSpec['networks'][number]

/** What stands beside --network in flags of its own belongs to the first network, whichever comes first. */
function first(spec: RunSpec): Network {
  const [row] = spec.networks
  if (row) return row
  const made: Network = { name: '', aliases: '', ip4: '', ip6: '' }
  spec.networks.push(made)
  return made
}

const addAlias = (row: Network, alias: string): void =>
  void (row.aliases = [...listed(row.aliases), alias].join(' '))

/** "name", or "name=…,alias=…,ip=…" for several with settings of their own. */
function putNetwork(spec: RunSpec, value: string, tell: Tell): void {
  const waiting = spec.networks.length === 1 && spec.networks[0]?.name === '' ? spec.networks[0] : null
  const row: Network = waiting ?? { name: '', aliases: '', ip4: '', ip6: '' }
  if (!waiting) spec.networks.push(row)
  if (!value.includes('=')) row.name = value
  else
    for (const field of value.split(',')) {
      const [key = '', ...rest] = field.split('=')
      const said = rest.join('=')
      if (key === 'name') row.name = said
      else if (key === 'alias') addAlias(row, said)
      else if (key === 'ip') row.ip4 = said
      else if (key === 'ip6') row.ip6 = said
      else tell('unsupported-flag', `--network ${field}`)
    }
}

/** Several networks need the longer form for what is theirs. */
function printNetworks({ networks }: RunSpec): string[][] {
  return networks.flatMap((row) => {
    const aliases = listed(row.aliases)
    if (networks.length === 1)
      return [
        ...(row.name === '' ? [] : [['--network', row.name]]),
        ...aliases.map((alias) => ['--network-alias', alias]),
        ...(row.ip4 === '' ? [] : [['--ip', row.ip4]]),
        ...(row.ip6 === '' ? [] : [['--ip6', row.ip6]]),
      ]
    const more = [
      ...aliases.map((alias) => `alias=${alias}`),
      ...(row.ip4 === '' ? [] : [`ip=${row.ip4}`]),
      ...(row.ip6 === '' ? [] : [`ip6=${row.ip6}`]),
    ]
    return [['--network', more.length === 0 ? row.name : [`name=${row.name}`, ...more].join(',')]]
  })
}

const detail = (put: (row: Network, value: string) => void, ...names: Flag['names']): Flag => ({
  names,
  takes: 'value',
  put: (spec, value) => put(first(spec), value),
  print: () => [],
})

export const networkFlags: readonly Flag[] = [
  { names: ['--network', '--net'], takes: 'value', put: putNetwork, print: printNetworks },
  detail(addAlias, '--network-alias', '--net-alias'),
  detail((row, value) => void (row.ip4 = value), '--ip'),
  detail((row, value) => void (row.ip6 = value), '--ip6'),
]
