import { describe, expect, it } from 'vitest'
import { emptySpec, RunSpec } from './run-spec.ts'
import { changedKeys, tidy } from './run-tidy.ts'

const problems = (part: Partial<RunSpec>): string[] =>
  RunSpec.safeParse({ ...emptySpec, image: 'alpine', ...part }).error?.issues.map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  ) ?? []
const port = { hostIp: '', hostPort: '', containerPort: '', protocol: 'tcp' as const }
const mount = { source: '', target: '', readOnly: false, options: '' }
const network = { name: '', aliases: '', ip4: '', ip6: '' }

describe('what a spec may say', () => {
  it.each<[part: Partial<RunSpec>, problems: string[]]>([
    [{}, []],
    [{ image: '' }, ['image: no-image']],
    [{ image: '--rm' }, ['image: not-an-image']],
    [{ name: '-web' }, ['name: not-a-name']],
    [{ ports: [port] }, []],
    [{ ports: [{ ...port, hostPort: '80' }] }, ['ports.0.containerPort: no-container-port']],
    [{ ports: [port, { ...port, containerPort: '70000' }] }, ['ports.1.containerPort: not-a-port']],
    [{ ports: [{ ...port, hostPort: '0', containerPort: '80' }] }, ['ports.0.hostPort: not-a-port']],
    [{ ports: [{ ...port, hostPort: '80-82', containerPort: '80' }] }, []],
    [
      { ports: [{ ...port, hostPort: '80-82', containerPort: '80-81' }] },
      ['ports.0.hostPort: ranges-differ'],
    ],
    [{ ports: [{ ...port, hostIp: 'here', containerPort: '80' }] }, ['ports.0.hostIp: not-an-address']],
    [{ mounts: [mount, { ...mount, readOnly: true }] }, []],
    [{ mounts: [{ ...mount, source: 'data' }] }, ['mounts.0.target: no-target']],
    [
      { mounts: [{ ...mount, source: './x', target: 'y' }] },
      ['mounts.0.target: not-a-path', 'mounts.0.source: not-a-source'],
    ],
    [{ env: [{ name: '', value: 'x' }] }, ['env.0.name: no-name']],
    [{ env: [{ name: 'A=B', value: '' }] }, ['env.0.name: bad-name']],
    [{ command: `sh -c 'oops` }, ['command: open-quote']],
    [{ memory: 'lots' }, ['memory: not-a-size']],
    [{ memorySwap: '-1' }, []],
    [{ cpus: '1,5' }, ['cpus: not-a-number']],
    [{ cpuset: '0-' }, ['cpuset: not-a-cpuset']],
    [{ blkioWeight: '5' }, ['blkioWeight: not-a-weight']],
    [{ capAdd: 'NET_ADMIN, SYS_TIME' }, []],
    [{ capAdd: 'net-admin' }, ['capAdd: not-a-capability']],
    [{ seccomp: '{"defaultAction":"SCMP_ACT_ALLOW"}' }, []],
    [{ seccomp: 'profile.json' }, ['seccomp: not-a-profile']],
    [{ networks: [{ ...network, aliases: 'a' }] }, ['networks.0.name: no-network']],
    [{ networks: [{ ...network, name: 'n', ip4: '10.0' }] }, ['networks.0.ip4: not-an-address']],
    [{ extraHosts: [{ name: 'db', address: 'host-gateway' }] }, []],
    [{ extraHosts: [{ name: 'db', address: 'other' }] }, ['extraHosts.0.address: not-an-address']],
    [{ rates: [{ device: '/dev/sda', kind: 'read-iops', rate: '10mb' }] }, ['rates.0.rate: not-a-number']],
    [{ ulimits: [{ name: 'nofile', soft: '', hard: '' }] }, ['ulimits.0.soft: not-a-number']],
    [{ health: { ...emptySpec.health, mode: 'shell' } }, ['health.command: no-command']],
    [{ health: { ...emptySpec.health, interval: '30' } }, ['health.interval: not-a-duration']],
    [{ workdir: 'app' }, ['workdir: not-a-path']],
    [{ dns: '1.1.1.1 fd00::1' }, []],
  ])('%j', (part, expected) => expect(problems(part)).toEqual(expected))

  it('gives everything that is not said as not set', () => {
    expect(RunSpec.parse({ image: 'alpine' })).toEqual({ ...emptySpec, image: 'alpine' })
  })

  it('bounds what anyone may send', () => {
    expect(problems({ env: Array.from({ length: 501 }, () => ({ name: 'A', value: '' })) })).toHaveLength(1)
  })
})

it('drops rows that say nothing, keeps values as they are, and knows what changed', () => {
  const spec: RunSpec = {
    ...emptySpec,
    image: ' alpine ',
    ports: [{ ...port, protocol: 'udp' }],
    env: [{ name: ' A ', value: ' kept ' }],
  }
  const tidied = tidy(spec)
  expect(tidied).toMatchObject({ image: 'alpine', ports: [], env: [{ name: 'A', value: ' kept ' }] })
  expect(changedKeys(spec, { ...tidied, memory: '1g' })).toEqual(['memory'])
})
