import { describe, expect, it } from 'vitest'
import { emptySpec, RunSpec } from '../run-spec.ts'
import { isDockerRun, parseDockerRun } from './parse.ts'
import { printDockerRun } from './print.ts'
import { commandWords } from './words.ts'

const spec = (part: Partial<RunSpec>): RunSpec => ({ ...emptySpec, ...part })
const read = (line: string): RunSpec => {
  const { spec: found, notes } = parseDockerRun(line)
  expect(notes, line).toEqual([])
  return found
}
const notes = (line: string): string[] =>
  parseDockerRun(line).notes.map(({ kind, text }) => `${kind}: ${text}`)

/** A line with every flag that the spec has a word for. */
const everything = [
  "docker run -d --name web -i -t --rm --platform linux/amd64 -p 8080:80 -p '[::1]:5353:53/udp' -p 127.0.0.1::443 -p 9000 -P",
  '--expose 9001 --expose 53/udp -v data:/data -v /srv:/srv:ro,z -v /cache --mount type=volume,dst=/ro,readonly --tmpfs /tmp:size=64m --tmpfs /run',
  "-e 'GREETING=hello world' -e EMPTY= --network backend --network-alias web --network-alias www --ip 10.0.0.5 --ip6 fd00::5",
  '--hostname web.local --domainname example.org --add-host db:10.0.0.2 --add-host host:host-gateway --dns 1.1.1.1 -w /app',
  '--stop-signal SIGINT --stop-timeout 20 --memory 512m --memory-reservation 256m --memory-swap -1 --cpus 1.5 --cpu-shares 512 --cpuset-cpus 0-1,3',
  '--pids-limit 100 --blkio-weight 300 --device-read-bps /dev/sda:10mb --device-write-bps /dev/sda:1mb --device-read-iops /dev/sda:100 --device-write-iops /dev/sda:50',
  '--shm-size 128m --ulimit nofile=1024:2048 --ulimit core=0 -u 1000:1000 --group-add audio --read-only --cap-add NET_ADMIN --cap-drop ALL',
  '--security-opt no-new-privileges --security-opt seccomp=unconfined --security-opt label=disable --privileged --init',
  "--health-cmd 'wget -q localhost || exit 1' --health-interval 30s --health-timeout 5s --health-start-period 1m --health-start-interval 2s --health-retries 3",
  '-l app=web -l empty= --log-driver local --log-opt max-size=10m --device /dev/fuse:/dev/fuse:rwm --sysctl net.core.somaxconn=1024',
  "--pid host --ipc host --uts host --userns host --runtime runc --entrypoint /bin/sh nginx:alpine -c 'echo $HI; sleep 1'",
].join(' ')

describe('reading', () => {
  it('understands every flag, and writes the same line again', () => {
    const found = read(everything)
    expect(printDockerRun(found)).toBe(everything)
    expect(RunSpec.safeParse(found).error).toBeUndefined()
    // Every field is said by something of the line.
    const unsaid = Object.entries(found).filter(
      ([key, value]) => JSON.stringify(value) === JSON.stringify(emptySpec[key as keyof RunSpec]),
    )
    // --rm and --restart exclude each other, and isolation is of Windows containers.
    expect(unsaid.map(([key]) => key)).toEqual(['restart', 'restartRetries', 'isolation'])
  })

  it.each<[line: string, part: Partial<RunSpec>]>([
    ['docker run alpine', {}],
    ['$ sudo docker run alpine', {}],
    ['FOO=1 docker --context berth -H tcp://x container create alpine', {}],
    ['podman run alpine', {}],
    ['berth docker run alpine', {}],
    ['run alpine', {}],
    ['docker run -itd alpine', { interactive: true, tty: true }],
    ['docker run -itp8080:80 alpine', { interactive: true, tty: true, ports: [port('8080', '80')] }],
    ['docker run -p=8080:80 alpine', { ports: [port('8080', '80')] }],
    ['docker run --publish=8080:80/udp alpine', { ports: [{ ...port('8080', '80'), protocol: 'udp' }] }],
    ['docker run --publish 8000-8010:8000-8010 alpine', { ports: [port('8000-8010', '8000-8010')] }],
    ['docker run --rm=false --init=true alpine', { init: true }],
    ['docker run --restart on-failure:3 alpine', { restart: 'on-failure', restartRetries: '3' }],
    ['docker run --name=web -- alpine', { name: 'web' }],
    ['docker run -m 1g --memory-swap=-1 alpine', { memory: '1g', memorySwap: '-1' }],
    ['docker run --net host alpine', { networks: [{ name: 'host', aliases: '', ip4: '', ip6: '' }] }],
    [
      'docker run --network-alias a --network back --network name=front,alias=b,ip=10.1.0.9 alpine',
      {
        networks: [
          { name: 'back', aliases: 'a', ip4: '', ip6: '' },
          { name: 'front', aliases: 'b', ip4: '10.1.0.9', ip6: '' },
        ],
      },
    ],
    [
      'docker run --mount type=bind,source=/a,target=/b,readonly,bind-propagation=rslave --mount type=tmpfs,dst=/t,tmpfs-size=1m alpine',
      {
        mounts: [{ source: '/a', target: '/b', readOnly: true, options: 'rslave' }],
        tmpfs: [{ target: '/t', options: 'size=1m' }],
      },
    ],
    ['docker run --entrypoint "" alpine', { entrypoint: "''" }],
    ['docker run --no-healthcheck alpine', { health: { ...emptySpec.health, mode: 'none' } }],
    [
      'docker run -e A=b=c -e D= alpine',
      {
        env: [
          { name: 'A', value: 'b=c' },
          { name: 'D', value: '' },
        ],
      },
    ],
    ['docker run --security-opt=no-new-privileges:true alpine', { noNewPrivileges: true }],
    [
      'docker run --device /dev/kvm:rw alpine',
      { devices: [{ host: '/dev/kvm', container: '', permissions: 'rw' }] },
    ],
    ['docker run --cap-add=NET_ADMIN,SYS_TIME alpine', { capAdd: 'NET_ADMIN SYS_TIME' }],
  ])('%s', (line, part) => expect(read(line)).toEqual(spec({ image: 'alpine', ...part })))

  it('leaves what stands after the image to the container', () => {
    expect(read("docker run alpine sh -c 'a b' --rm -p 1").command).toBe("sh -c 'a b' --rm -p 1")
  })
})

it.each([
  ['$ docker run alpine', true],
  ['sudo docker container create alpine', true],
  ['docker --context attic run -d alpine', true],
  ['docker ps', false],
  ['docker', false],
  ['docker:dind', false],
  ['ghcr.io/docker/run:1', false],
])('%s: a line of docker run is %s', (line, is) => {
  expect(isDockerRun(line)).toBe(is)
})

describe('naming what does not come over', () => {
  it.each<[line: string, expected: string[]]>([
    ['docker run --frobnicate=1 -Z alpine', ['unknown-flag: --frobnicate=1', 'unknown-flag: -Z']],
    ['docker run --gpus all alpine', ['unsupported-flag: --gpus all']],
    [
      'docker run --link db:db --mac-address 02:42:ac:11:00:02 alpine',
      ['unsupported-flag: --link db:db', 'unsupported-flag: --mac-address 02:42:ac:11:00:02'],
    ],
    ['docker run --env-file .env -e TOKEN alpine', ['unread-file: --env-file .env', 'no-value: -e TOKEN']],
    ['docker run --security-opt seccomp=x.json alpine', ['unread-file: --security-opt seccomp=x.json']],
    ['docker run -p 99999:80 -p x alpine', ['bad-value: -p 99999:80', 'bad-value: -p x']],
    ['docker run -v ./data:/data alpine', ['relative-path: -v ./data:/data']],
    ['docker run -v C:\\\\data:/data alpine', ['relative-path: -v C:\\data:/data']],
    ['docker run -v $PWD:/data alpine', ['expansion: $PWD']],
    [
      'docker run --mount type=volume,src=a,dst=/b,volume-opt=x=y alpine',
      ['unsupported-flag: --mount volume-opt=x=y'],
    ],
    ['docker run --restart sometimes alpine', ['bad-value: --restart sometimes']],
    ['docker run alpine && docker ps', ['more-commands: && docker ps']],
    ['docker run --name', ['bad-value: --name', 'no-image: ']],
    ['docker run', ['no-image: ']],
    ['docker ps -a', ['not-docker-run: docker ps -a']],
    ['', ['not-docker-run: ']],
    [`docker run alpine 'oops`, ["open-quote: docker run alpine 'oops"]],
  ])('%s', (line, expected) => expect(notes(line)).toEqual(expected))

  it('still takes what else the line says', () => {
    const { spec: found } = parseDockerRun('docker run --gpus all --nope -p 8080:80 alpine')
    expect(found).toEqual(spec({ image: 'alpine', ports: [port('8080', '80')] }))
  })
})

describe('writing', () => {
  it('leaves out what says nothing, and quotes what a shell would take', () => {
    expect(
      printDockerRun(
        spec({
          image: ' alpine ',
          ports: [port('', ''), port('80', '80')],
          env: [
            { name: '', value: '' },
            { name: 'A', value: "it's $1" },
          ],
          mounts: [{ source: '', target: '', readOnly: true, options: '' }],
        }),
      ),
    ).toBe(`docker run -d -p 80:80 -e 'A=it'\\''s $1' alpine`)
    expect(printDockerRun(emptySpec)).toBe('docker run -d IMAGE')
  })

  it('puts further words of an entrypoint before the command, as the command line must', () => {
    expect(printDockerRun(spec({ image: 'a', entrypoint: 'tini --', command: 'serve' }))).toBe(
      'docker run -d --entrypoint tini a -- serve',
    )
  })

  it('folds long lines, which are read back', () => {
    const folded = printDockerRun(read(everything), { folded: true, create: true })
    expect(folded).toContain('docker create \\\n  --name web \\\n')
    expect(read(folded)).toEqual(read(everything))
  })
})

function port(hostPort: string, containerPort: string): RunSpec['ports'][number] {
  return { hostIp: '', hostPort, containerPort, protocol: 'tcp' }
}

describe('for Windows containers', () => {
  const line =
    "docker run -d --name web -v 'C:\\src:C:\\site:ro' -v 'logs:C:\\logs' -v 'D:\\cache' -w 'C:\\site' --memory 2g --cpus 2 -u ContainerAdministrator --isolation hyperv mcr.microsoft.com/windows/servercore:ltsc2022 powershell -File 'C:\\site\\run.ps1' 'it''s'"

  it('reads paths with backslashes and drives as cmd and PowerShell do, and writes them again', () => {
    const { spec: found, notes: told } = parseDockerRun(line, 'windows')
    expect(told).toEqual([])
    expect(found).toMatchObject({
      mounts: [
        { source: 'C:\\src', target: 'C:\\site', readOnly: true },
        { source: 'logs', target: 'C:\\logs' },
        { source: '', target: 'D:\\cache' },
      ],
      workdir: 'C:\\site',
      user: 'ContainerAdministrator',
      isolation: 'hyperv',
    })
    expect(RunSpec.safeParse(found).error).toBeUndefined()
    expect(commandWords(found.command, 'windows')).toEqual([
      'powershell',
      '-File',
      'C:\\site\\run.ps1',
      "it's",
    ])
    expect(commandWords(found.command, 'linux')).toEqual(['powershell', '-File', 'C:\\site\\run.ps1', "it's"])
    expect(printDockerRun(found, { system: 'windows' })).toBe(line)
    expect(printDockerRun(found, { system: 'windows', folded: true })).toContain(' `\n  --name web')
  })

  it.each<[string, Partial<RunSpec>]>([
    ['PS C:\\Users\\ada> docker run -v C:\\a:C:\\b nano', { mounts: [mount('C:\\a', 'C:\\b')] }],
    ['C:\\> docker run -v C:/a:C:/b nano', { mounts: [mount('C:/a', 'C:/b')] }],
    ['docker run ^\n --isolation=process nano', { isolation: 'process' }],
    ['docker run `\r\n --isolation=default nano', {}],
    [
      'docker run -v \\\\.\\pipe\\a:\\\\.\\pipe\\b nano',
      { mounts: [mount('\\\\.\\pipe\\a', '\\\\.\\pipe\\b')] },
    ],
  ])('understands %j', (from, part) => {
    const { spec: found, notes: told } = parseDockerRun(from, 'windows')
    expect(told).toEqual([])
    expect(found).toEqual(spec({ image: 'nano', ...part }))
    expect(RunSpec.safeParse(found).error).toBeUndefined()
  })

  it('names what they do not have, and what Linux containers do not', () => {
    const told = (system: 'linux' | 'windows', from: string) => {
      const { spec: found, notes: all } = parseDockerRun(from, system)
      return [all.map(({ kind, text }) => `${kind}: ${text}`), found] as const
    }
    expect(told('windows', 'docker run --privileged --memory-swap 2g -v /srv:C:\\srv -m 1g nano')).toEqual([
      ['relative-path: -v /srv:C:\\srv', 'unfit: --memory-swap', 'unfit: --privileged'],
      spec({ image: 'nano', memory: '1g', mounts: [mount('/srv', 'C:\\srv')] }),
    ])
    expect(told('linux', 'docker run --isolation hyperv alpine')).toEqual([
      ['unfit: --isolation'],
      spec({ image: 'alpine' }),
    ])
    expect(told('windows', 'docker run --isolation vm nano')[0]).toEqual(['bad-value: --isolation vm'])
  })
})

const mount = (source: string, target: string): RunSpec['mounts'][number] => ({
  ...{ source, target, readOnly: false, options: '' },
})
