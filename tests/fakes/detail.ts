import type { ContainerDetail } from '../../electron/api/schema/container.ts'
import type { ContainerRow } from '../../electron/api/schema/containers.ts'

/** What an inspection of a small web server would say. */
export function fakeDetail(row: ContainerRow): ContainerDetail {
  return {
    row,
    platform: 'linux/amd64',
    process: {
      entrypoint: ['/docker-entrypoint.sh'],
      command: ['nginx', '-g', 'daemon off;'],
      workingDir: '/srv',
      user: '',
      hostname: row.id.slice(0, 12),
      tty: false,
      stdin: false,
      init: false,
      pid: row.state === 'running' ? 812 : null,
      stopSignal: 'SIGQUIT',
      stopTimeout: null,
    },
    startError: '',
    oomKilled: false,
    restarts: 0,
    restart: { name: 'unless-stopped', maximumRetries: 0 },
    autoRemove: false,
    env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/bin:/bin', 'NGINX_VERSION=1.29.4', 'TZ=UTC'],
    labels: [{ name: 'maintainer', value: 'NGINX Docker Maintainers' }],
    mounts: [
      {
        type: 'volume',
        source: 'web-data',
        target: '/usr/share/nginx/html',
        readOnly: true,
        driver: 'local',
        propagation: '',
      },
    ],
    networks: [
      {
        name: 'bridge',
        addresses: ['172.17.0.2/16'],
        gateways: ['172.17.0.1'],
        mac: '02:42:ac:11:00:02',
        names: ['web'],
      },
    ],
    health: null,
    limits: {
      memory: 256 * 2 ** 20,
      memorySwap: 512 * 2 ** 20,
      memoryReservation: null,
      cpus: 1.5,
      cpuShares: null,
      cpuset: null,
      pids: 100,
      blkioWeight: null,
      shm: 64 * 2 ** 20,
      ulimits: [],
    },
    security: {
      privileged: false,
      readOnlyRoot: false,
      capAdd: [],
      capDrop: [],
      noNewPrivileges: false,
      seccomp: 'default',
      appArmor: '',
      shared: [],
      devices: [],
      groups: [],
    },
    log: { driver: 'json-file', options: [] },
    writtenBytes: null,
    totalBytes: null,
    raw: { Id: row.id, Name: `/${row.name}`, State: { Status: row.state, Pid: 812 } },
  }
}
