import { portRange, rateKinds, type PortRow } from '../run-spec.ts'
import { file, ofTheCommand, pairs, rows, several, text, unsupported, yesNo, type Flag } from './flag.ts'
import { mountFlag, volumeFlag } from './mounts.ts'
import { networkFlags } from './networks.ts'
import { isDeviceClass } from '../run-paths.ts'
import { securityFlag } from './security.ts'

const isProtocol = (name: string): name is PortRow['protocol'] => ['tcp', 'udp', 'sctp'].includes(name)

/** "8080:80", "127.0.0.1::80/udp", "[::1]:8080:80", "8000-8010:8000-8010". */
function parsePort(value: string): PortRow | null {
  const found = /^(?:(?:(?:\[([^\]]+)\]|([^:[\]]*)):)?([\d-]*):)?([\d-]+)(?:\/(\w+))?$/.exec(value)
  const [, ip6, ip4, hostPort = '', containerPort = '', protocol = 'tcp'] = found ?? []
  if (!portRange(containerPort) || !isProtocol(protocol) || (hostPort !== '' && !portRange(hostPort)))
    return null
  return { hostIp: ip6 ?? ip4 ?? '', hostPort, containerPort, protocol }
}

function printPort({ hostIp, hostPort, containerPort, protocol }: PortRow): string {
  const ip = hostIp === '' ? '' : `${hostIp.includes(':') ? `[${hostIp}]` : hostIp}:`
  const outer = ip + hostPort === '' ? '' : `${ip}${hostPort}:`
  return `${outer}${containerPort}${protocol === 'tcp' ? '' : `/${protocol}`}`
}

const restart: Flag = {
  names: ['--restart'],
  takes: 'value',
  put(spec, value, tell) {
    const [, policy, retries = ''] = /^(no|always|unless-stopped|on-failure)(?::(\d+))?$/.exec(value) ?? []
    if (policy === undefined) tell('bad-value', `--restart ${value}`)
    else Object.assign(spec, { restart: policy, restartRetries: retries })
  },
  print: ({ restart: policy, restartRetries: retries }) =>
    policy === 'no'
      ? []
      : [['--restart', policy === 'on-failure' && retries !== '' ? `${policy}:${retries}` : policy]],
}

const rate = (kind: (typeof rateKinds)[number]): Flag =>
  rows(
    'rates',
    [`--device-${kind}`],
    (value) => {
      const [, device, amount] = /^(.+):([^:]+)$/.exec(value) ?? []
      return device === undefined || amount === undefined ? null : { device, kind, rate: amount }
    },
    (row) => (row.kind === kind ? `${row.device}:${row.rate}` : null),
  )

const healthText = (
  key: 'interval' | 'timeout' | 'startPeriod' | 'startInterval' | 'retries',
  name: string,
): Flag => ({
  names: [name],
  takes: 'value',
  put: (spec, value) => void (spec.health[key] = value),
  print: ({ health }) => (health[key] === '' || health.mode === 'none' ? [] : [[name, health[key]]]),
})

/** Every flag of `docker run`, in the order in which they are printed. Source: docker/cli, cli/command/container/opts.go. */
export const flags: readonly Flag[] = [
  text('name', '--name'),
  yesNo('interactive', '-i', '--interactive'),
  yesNo('tty', '-t', '--tty'),
  yesNo('autoRemove', '--rm'),
  restart,
  text('platform', '--platform'),
  rows('ports', ['-p', '--publish'], parsePort, printPort),
  yesNo('publishAll', '-P', '--publish-all'),
  several('expose', '--expose'),
  volumeFlag,
  mountFlag,
  rows(
    'tmpfs',
    ['--tmpfs'],
    (value) => {
      const [target = '', ...options] = value.split(':')
      return target === '' ? null : { target, options: options.join(':') }
    },
    ({ target, options }) => (options === '' ? target : `${target}:${options}`),
  ),
  pairs('env', '-e', '--env'),
  ...networkFlags,
  text('hostname', '--hostname', '-h'),
  text('domainname', '--domainname'),
  rows(
    'extraHosts',
    ['--add-host'],
    (value) => {
      const [, name, address] = /^([^:=]+)[:=](.+)$/.exec(value) ?? []
      return name === undefined || address === undefined
        ? null
        : { name, address: address.replace(/^\[(.*)\]$/, '$1') }
    },
    ({ name, address }) => `${name}:${address}`,
  ),
  several('dns', '--dns'),
  text('entrypoint', '--entrypoint'),
  text('workdir', '-w', '--workdir'),
  text('stopSignal', '--stop-signal'),
  text('stopTimeout', '--stop-timeout'),
  text('memory', '--memory', '-m'),
  text('memoryReservation', '--memory-reservation'),
  text('memorySwap', '--memory-swap'),
  text('cpus', '--cpus'),
  text('cpuShares', '--cpu-shares', '-c'),
  text('cpuset', '--cpuset-cpus'),
  text('pids', '--pids-limit'),
  text('blkioWeight', '--blkio-weight'),
  ...rateKinds.map(rate),
  text('shmSize', '--shm-size'),
  rows(
    'ulimits',
    ['--ulimit'],
    (value) => {
      const [, name, soft, hard = ''] = /^([a-z]+)=(-?\d+)(?::(-?\d+))?$/.exec(value) ?? []
      return name === undefined || soft === undefined ? null : { name, soft, hard }
    },
    ({ name, soft, hard }) => `${name}=${soft}${hard === '' ? '' : `:${hard}`}`,
  ),
  text('user', '-u', '--user'),
  several('groups', '--group-add'),
  yesNo('readOnly', '--read-only'),
  several('capAdd', '--cap-add'),
  several('capDrop', '--cap-drop'),
  securityFlag,
  yesNo('privileged', '--privileged'),
  yesNo('init', '--init'),
  {
    names: ['--no-healthcheck'],
    takes: 'nothing',
    put: (spec, value) => void (spec.health.mode = value === 'true' ? 'none' : 'image'),
    print: ({ health }) => (health.mode === 'none' ? [['--no-healthcheck']] : []),
  },
  {
    names: ['--health-cmd'],
    takes: 'value',
    put: (spec, value) => Object.assign(spec.health, { mode: 'shell', command: value }),
    // Docker's command line knows no command without a shell: the words are the same in one.
    print: ({ health }) =>
      ['shell', 'exec'].includes(health.mode) ? [['--health-cmd', health.command]] : [],
  },
  healthText('interval', '--health-interval'),
  healthText('timeout', '--health-timeout'),
  healthText('startPeriod', '--health-start-period'),
  healthText('startInterval', '--health-start-interval'),
  healthText('retries', '--health-retries'),
  pairs('labels', '-l', '--label'),
  text('logDriver', '--log-driver'),
  pairs('logOptions', '--log-opt'),
  rows(
    'devices',
    ['--device'],
    (value) => {
      const [host = '', second = '', third = ''] = value.split(':')
      const only = third === '' && /^[rwm]+$/.test(second)
      return host.startsWith('/') || isDeviceClass(host)
        ? { host, container: only ? '' : second, permissions: only ? second : third }
        : null
    },
    ({ host, container, permissions }) =>
      [host, ...(container === '' ? [] : [container]), ...(permissions === '' ? [] : [permissions])].join(
        ':',
      ),
  ),
  pairs('sysctls', '--sysctl'),
  text('pid', '--pid'),
  text('ipc', '--ipc'),
  text('uts', '--uts'),
  text('userns', '--userns'),
  text('runtime', '--runtime'),
  {
    names: ['--isolation'],
    takes: 'value',
    put(spec, value, tell) {
      const isolation = value === 'default' ? '' : value.toLowerCase()
      if (isolation === '' || isolation === 'process' || isolation === 'hyperv') spec.isolation = isolation
      else tell('bad-value', `--isolation ${value}`)
    },
    print: ({ isolation }) => (isolation === '' ? [] : [['--isolation', isolation]]),
  },

  ofTheCommand('nothing', '-d', '--detach'),
  ofTheCommand('nothing', '--sig-proxy'),
  ofTheCommand('nothing', '-q', '--quiet'),
  ofTheCommand('nothing', '--disable-content-trust'),
  ofTheCommand('value', '-a', '--attach'),
  ofTheCommand('value', '--detach-keys'),
  ofTheCommand('value', '--pull'),
  ofTheCommand('value', '--cidfile'),
  file('--env-file'),
  file('--label-file'),
  unsupported('nothing', '--oom-kill-disable'),
  unsupported('nothing', '--use-api-socket'),
  ...[
    ['--annotation'],
    ['--blkio-weight-device'],
    ['--cgroup-parent'],
    ['--cgroupns'],
    ['--cpu-count'],
    ['--cpu-percent'],
    ['--cpu-period'],
    ['--cpu-quota'],
    ['--cpu-rt-period'],
    ['--cpu-rt-runtime'],
    ['--cpuset-mems'],
    ['--device-cgroup-rule'],
    ['--dns-option', '--dns-opt'],
    ['--dns-search'],
    ['--gpus'],
    ['--io-maxbandwidth'],
    ['--io-maxiops'],
    ['--kernel-memory'],
    ['--link'],
    ['--link-local-ip'],
    ['--mac-address'],
    ['--memory-swappiness'],
    ['--oom-score-adj'],
    ['--storage-opt'],
    ['--volume-driver'],
    ['--volumes-from'],
  ].map(([name = '', ...others]) => unsupported('value', name, ...others)),
]
