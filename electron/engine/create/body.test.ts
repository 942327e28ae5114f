import { describe, expect, it } from 'vitest'
import { parseDockerRun } from '../../api/schema/docker-run/parse.ts'
import { emptySpec, type RunSpec } from '../../api/schema/run-spec.ts'
import { bodyOf } from './body.ts'
import { specOf } from './spec-of.ts'

const of = (line: string): RunSpec => parseDockerRun(`docker run ${line}`).spec
const body = (line: string) => bodyOf(of(line))

describe('what the engine is asked for', () => {
  it('is nothing but what the spec says', () => {
    expect(body('alpine')).toEqual({ Image: 'alpine', HostConfig: {} })
  })

  it('has the engine’s own words and units', () => {
    expect(
      body(
        '-m 512m --memory-swap -1 --cpus 1.5 --pids-limit 100 --shm-size 64m --ulimit nofile=1024:2048 ' +
          '--device-read-bps /dev/sda:1m --device-write-iops /dev/sda:50 --restart on-failure:3 alpine',
      ).HostConfig,
    ).toEqual({
      Memory: 536_870_912,
      MemorySwap: -1,
      NanoCpus: 1_500_000_000,
      PidsLimit: 100,
      ShmSize: 67_108_864,
      Ulimits: [{ Name: 'nofile', Soft: 1024, Hard: 2048 }],
      BlkioDeviceReadBps: [{ Path: '/dev/sda', Rate: 1_048_576 }],
      BlkioDeviceWriteIOps: [{ Path: '/dev/sda', Rate: 50 }],
      RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
    })
  })

  it('publishes ranges port by port, and exposes what it publishes', () => {
    const { ExposedPorts, HostConfig } = body(
      '-p 8000-8001:80-81 -p 127.0.0.1:9000-9010:90/udp -p 443 --expose 7000 a',
    )
    expect(HostConfig.PortBindings).toEqual({
      '80/tcp': [{ HostPort: '8000' }],
      '81/tcp': [{ HostPort: '8001' }],
      '90/udp': [{ HostIp: '127.0.0.1', HostPort: '9000-9010' }],
      '443/tcp': [{ HostPort: '' }],
    })
    expect(Object.keys(ExposedPorts ?? {})).toEqual(['80/tcp', '81/tcp', '90/udp', '443/tcp', '7000/tcp'])
  })

  it('mounts by name, by path and without a name', () => {
    const made = body(
      '-v data:/data -v /srv:/srv:ro,z -v /cache --mount type=volume,dst=/ro,readonly --tmpfs /tmp:size=1m a',
    )
    expect(made.Volumes).toEqual({ '/cache': {} })
    expect(made.HostConfig).toEqual({
      Binds: ['data:/data', '/srv:/srv:ro,z'],
      Mounts: [{ Type: 'volume', Target: '/ro', ReadOnly: true }],
      Tmpfs: { '/tmp': 'size=1m' },
    })
  })

  it('has a place in each network that can have one', () => {
    const made = body('--network name=back,alias=db,ip=10.0.0.2 --network front a')
    expect(made.HostConfig.NetworkMode).toBe('back')
    expect(made.NetworkingConfig).toEqual({
      EndpointsConfig: { back: { Aliases: ['db'], IPAMConfig: { IPv4Address: '10.0.0.2' } }, front: {} },
    })
    expect(body('--network host a').NetworkingConfig).toBeUndefined()
    expect(body('--network container:db a')).toMatchObject({ HostConfig: { NetworkMode: 'container:db' } })
  })

  it('checks health as it is told', () => {
    expect(body('--no-healthcheck a').Healthcheck).toEqual({ Test: ['NONE'] })
    expect(body("--health-cmd 'a || b' --health-interval 1m30s a").Healthcheck).toEqual({
      Test: ['CMD-SHELL', 'a || b'],
      Interval: 90e9,
    })
    expect(body('--health-retries 3 a').Healthcheck).toEqual({ Retries: 3 })
    const exec = { ...emptySpec.health, mode: 'exec' as const, command: "test 'a b'" }
    expect(bodyOf({ ...emptySpec, image: 'a', health: exec }).Healthcheck).toEqual({
      Test: ['CMD', 'test', 'a b'],
    })
  })

  it('clears an entrypoint by an empty word', () => {
    expect(body(`--entrypoint '' a`).Entrypoint).toEqual([''])
  })
})

it('is read back as the same spec, whatever was said', () => {
  const line =
    `--name web -itP --restart always --rm -p 8080:80 -p '[::1]:53:53/udp' -p 9000 --expose 9001 -v data:/data -v /srv:/srv:ro,z -v /c ` +
    `--tmpfs /tmp:size=64m -e A=b=c -e B= --network back --network-alias web --ip 10.0.0.5 --ip6 fd00::5 --hostname h --domainname d ` +
    `--add-host db:10.0.0.2 --dns 1.1.1.1 -w /app --stop-signal SIGINT --stop-timeout 0 -m 512m --memory-reservation 256m ` +
    `--memory-swap -1 --cpus 1.5 --cpu-shares 512 --cpuset-cpus 0-1 --pids-limit -1 --blkio-weight 300 --device-read-bps /dev/sda:10m ` +
    `--device-write-iops /dev/sda:50 --shm-size 128m --ulimit nofile=1:2 --ulimit core=0 -u 1:1 --group-add audio --read-only ` +
    `--cap-add NET_ADMIN --cap-drop ALL --security-opt no-new-privileges --security-opt seccomp=unconfined --security-opt label=disable ` +
    `--privileged --init --health-cmd 'a b' --health-interval 30s --health-retries 3 -l a=b --log-driver local --log-opt max-size=1m ` +
    `--device /dev/fuse --sysctl a.b=1 --pid host --ipc host --uts host --userns host --runtime runc --entrypoint 'a' img 'c d' e`
  const spec = of(line)
  expect(specOf(bodyOf(spec), 'web')).toEqual(spec)
})
