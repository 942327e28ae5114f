import { lstat, mkdir, mkdtemp, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { execa } from 'execa'
import { connectHost } from '../../electron/api/client/node.ts'
import { freePort } from '../../electron/machine/process/sockets.ts'
import { BerthHome } from '../../scripts/lib/berth-home.ts'
import { nativeArch } from '../../scripts/assets/build.ts'
import { repository } from '../../scripts/assets/hash.ts'
import { busyboxImage } from '../fixtures/busybox-image.ts'
import { serveGit } from '../fixtures/git-server.ts'
import { imageArchive } from '../fixtures/oci-image.ts'
import { eventually } from './eventually.ts'
import { hostPid, machinePid, isAlive } from './processes.ts'

/**
 * One real machine, used through the berth command from its first start to its reset. The tests stand in the order of
 * a machine's life and lean on each other: each leaves the machine running.
 */
let home: BerthHome
/** not in the guest's own /tmp, where everything can be made */
let shared: string

beforeAll(async () => {
  // A space and letters beyond ASCII, as homes of real users have.
  home = await BerthHome.make('berth Zoë ')
  shared = await mkdtemp('/srv/berth Zoë ')
  await mkdir(path.join(shared, 'sub'))
  await writeFile(path.join(shared, 'sub/word'), 'from the host\n')
})
afterAll(async () => {
  await home.remove()
  await rm(shared, { recursive: true, force: true })
})

async function ping(): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.get(
      { socketPath: home.paths.run.engineSocket, path: '/_ping', agent: false },
      (res) => {
        res.resume()
        res.on('end', () => resolve(res.statusCode ?? 0))
      },
    )
    request.on('error', reject)
  })
}

describe('first start', () => {
  test('before it, the machine is stopped and status says so with exit code 3', async () => {
    const ended = await home.run(['status', '--json'])
    expect(ended.code).toBe(3)
    expect(JSON.parse(ended.stdout)).toMatchObject({ state: 'stopped', engine: null, errors: [] })
  })

  test('two starts at once end well with one machine', async () => {
    const both = await Promise.all([home.run(['start']), home.run(['start', '--json'])])
    expect(both.map((ended) => [ended.code, ended.stderr])).toEqual([
      [0, ''],
      [0, ''],
    ])
    for (const line of both[1].stdout.trim().split('\n'))
      expect(() => JSON.parse(line) as unknown).not.toThrow()
    const status = await home.status()
    expect(status).toMatchObject({
      state: 'running',
      driver: 'qemu',
      errors: [],
      lastStart: { kind: 'cold' },
    })
    expect(status.engine).toMatchObject({ answering: true, socket: home.paths.run.engineSocket })
    expect(status.engine?.version).toMatch(/^29\./)
    expect(status.acceleratorReason).not.toBe('')
    expect(await ping()).toBe(200)
  })

  test('the socket is private: 0600 in 0700', async () => {
    expect((await stat(home.paths.run.engineSocket)).mode & 0o777).toBe(0o600)
    expect((await stat(home.paths.run.controlSocket)).mode & 0o777).toBe(0o600)
    expect((await stat(home.paths.run.dir)).mode & 0o777).toBe(0o700)
  })

  test('a docker context "berth" leads there', async () => {
    expect(await home.docker('context', 'ls', '--format', '{{.Name}} {{.DockerEndpoint}}')).toContain(
      `berth unix://${home.paths.run.engineSocket}`,
    )
  })
})

describe('docker through the forward', () => {
  test('load, run, and what a container says', async () => {
    const archive = await imageArchive(await busyboxImage(), 'docker.io/library/busybox:latest')
    expect(await home.run(['docker', 'load'], { input: archive })).toMatchObject({ code: 0 })
    expect(await home.docker('run', '--rm', 'busybox', 'echo', 'hello')).toBe('hello\n')
  })

  test('echo x | docker run -i: the half-close reaches the container, its answer comes back', async () => {
    const ended = await home.run(['docker', 'run', '--rm', '-i', 'busybox', 'sh', '-c', 'cat; echo end'], {
      input: 'x\n',
    })
    expect(ended).toMatchObject({ code: 0, stdout: 'x\nend\n' })
  })

  test('exec, cp, logs -f, events and exit codes', async () => {
    const events = home.spawn('docker', 'events', '--filter', 'type=container', '--format', '{{.Action}}')
    await home.docker('run', '-d', '--name', 'talker', 'busybox', 'sh', '-c', 'echo one; sleep 3; echo two')
    const logs = await home.docker('logs', '-f', 'talker')
    expect(logs).toBe('one\ntwo\n')
    const source = path.join(home.dir, 'größe.txt')
    await writeFile(source, 'kept')
    await home.docker('run', '-d', '--name', 'shelf', '--restart', 'always', 'busybox', 'sleep', '1000000')
    await home.docker('cp', source, 'shelf:/file')
    expect(await home.docker('exec', 'shelf', 'cat', '/file')).toBe('kept')
    expect((await home.run(['docker', 'exec', 'shelf', 'sh', '-c', 'exit 7'])).code).toBe(7)
    events.kill('SIGINT')
    const seen = (await events).stdout
    for (const action of ['create', 'start', 'die']) expect(seen).toContain(action)
  })

  test('build with BuildKit, save, and run what was built', async () => {
    const context = path.join(home.dir, 'context')
    await mkdir(context)
    await writeFile(path.join(context, 'Dockerfile'), 'FROM busybox\nRUN echo built >/built\n')
    await home.docker('build', '-q', '-t', 'built', context)
    expect(await home.docker('run', '--rm', 'built', 'cat', '/built')).toBe('built\n')
    const file = path.join(home.dir, 'built.tar')
    await home.docker('save', '-o', file, 'built')
    expect((await stat(file)).size).toBeGreaterThan(100_000)
    await rm(file)
  })

  test('a build from a git URL: the machine fetches the repository itself', async () => {
    const server = await serveGit({ Dockerfile: 'FROM busybox\nCOPY word /\n', word: 'from git\n' })
    try {
      // What the guest's network calls 10.0.2.2 is this computer.
      await home.docker('build', '-q', '-t', 'fetched', `http://10.0.2.2:${server.port}/repository.git`)
    } finally {
      await server.close()
    }
    expect(await home.docker('run', '--rm', 'fetched', 'cat', '/word')).toBe('from git\n')
  })

  test('a published port answers on this computer alone, until its container is gone', async () => {
    const port = await freePort()
    const get = async (): Promise<string | null> => {
      const answer = await fetch(`http://localhost:${port}/`, { headers: { Connection: 'close' } }).catch(
        () => null,
      )
      return answer && answer.text()
    }
    // What it has said last comes as it ends its way, which is kept through proxy, channel and socket.
    const serve = String.raw`while :; do printf 'HTTP/1.0 200 OK\r\n\r\nfrom the container\n' | nc -l -p 80; done`
    await home.docker('run', '-d', '--name', 'web', '-p', `${port}:80`, 'busybox', 'sh', '-c', serve)
    expect(await eventually('an answer of the container', get)).toBe('from the container\n')
    const others = Object.values(os.networkInterfaces()).flatMap(
      (all) => all?.filter((at) => !at.internal) ?? [],
    )
    for (const { family, address } of others)
      if (family === 'IPv4') await expect(fetch(`http://${address}:${port}/`), address).rejects.toThrow()
    await home.docker('rm', '-f', 'web')
    await eventually('the port is free', async () => ((await get()) === null ? true : null))
  })

  test('200 clients at once are all answered', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => ping()))
    expect(answers.every((status) => status === 200)).toBe(true)
  })
})

describe('the shell and the logs', () => {
  test('a command in the guest gives its output and its exit code', async () => {
    expect(await home.berth('shell', '--', 'cat', '/etc/alpine-release')).toMatch(/^3\.23/)
    expect((await home.run(['shell', '--', 'sh', '-c', 'echo "a  b"; exit 3'])).code).toBe(3)
    const piped = await home.run(['shell', '--', 'cat'], { input: 'through\n' })
    expect(piped.stdout).toBe('through\n')
  })

  test('only sshd listens on the network, and it takes keys only', async () => {
    const listening = await home.berth('shell', '--', 'sh', '-c', 'netstat -ltn | tail -n +3')
    expect(
      listening
        .trim()
        .split('\n')
        .every((line) => /[:.]22\s/.test(line)),
    ).toBe(true)
    expect(await home.berth('shell', '--', 'cat', '/etc/ssh/sshd_config')).toMatch(
      /PasswordAuthentication no/,
    )
  })

  test('on a vsock there is a relay to sshd; without one, as here, nothing of it runs', async () => {
    const guest = (line: string, input?: Buffer): ReturnType<typeof home.run> =>
      home.run(['shell', '--', 'sh', '-c', line], input ? { input } : {})
    expect((await guest('lsmod; ps')).stdout).not.toMatch(/vsock/)
    // The kernel's loopback stands for the card: a connection through it leads back into the guest.
    const file = path.join(home.paths.home, 'relay.test')
    await execa('go', ['test', '-c', '-ldflags=-s -w', '-o', file, '.'], {
      cwd: path.join(repository, 'vm-assets/vsock'),
      env: { GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0' },
    })
    const put = await guest('cat >/run/relay.test && chmod 700 /run/relay.test', await readFile(file))
    expect(put.code).toBe(0)
    const steps = [
      'modprobe vsock_loopback',
      '/usr/libexec/berth/vsock-relay </dev/null >/dev/null 2>&1 & relay=$!',
      'VSOCK_LOOPBACK=1 /run/relay.test -test.v -test.run "OverVsock|Sshd" -test.timeout 60s; code=$?',
      'kill $relay; rm /run/relay.test; modprobe -r vsock_loopback; exit $code',
    ]
    expect(await guest(steps.join('\n'))).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/PASS: TestOverVsock.*PASS: TestReachesSshd/s) as string,
    })
    await rm(file)
  })

  test('three logs, and no key in any', async () => {
    const [host, machine, engine] = [
      await home.berth('logs', 'host'),
      await home.berth('logs', 'machine'),
      await home.berth('logs', 'engine'),
    ]
    expect(machine).toContain('berth: mark')
    expect(engine).toMatch(/API listen/)
    expect(host.length).toBeGreaterThan(0)
    for (const log of [host, machine, engine]) expect(log).not.toContain('PRIVATE KEY')
  })
})

describe('suspend and resume', () => {
  test('the containers run on, and the clock is right', async () => {
    const before = await home.docker('inspect', '-f', '{{.State.StartedAt}}', 'shelf')
    await home.berth('suspend')
    expect(await home.status()).toMatchObject({ state: 'suspended', engine: null })
    const started = await home.run(['start'])
    expect(started.code).toBe(0)
    expect(await home.status()).toMatchObject({ state: 'running', lastStart: { kind: 'resume' } })
    expect(await home.docker('inspect', '-f', '{{.State.StartedAt}}', 'shelf')).toBe(before)
    const guest = Number(await home.berth('shell', '--', 'date', '+%s'))
    expect(Math.abs(guest - Date.now() / 1000)).toBeLessThan(10)
  })

  test('after the computer has slept, the guest is given the time', async () => {
    await home.berth('shell', '--', 'date', '-s', '2020-01-01 00:00:00')
    const host = await connectHost(home.paths.run.controlSocket)
    await host.api.machine.wake.mutate()
    host.close()
    const guest = Number(await home.berth('shell', '--', 'date', '+%s'))
    expect(Math.abs(guest - Date.now() / 1000)).toBeLessThan(10)
  })

  test('a truncated state is dropped with a line in the log; the data is intact', async () => {
    await home.berth('suspend')
    const { size } = await stat(home.paths.machine.stateFile)
    await truncate(home.paths.machine.stateFile, Math.floor(size / 2))
    await home.berth('start')
    expect(await home.status()).toMatchObject({ state: 'running', lastStart: { kind: 'cold' } })
    expect(await home.berth('logs', 'host')).toMatch(/dropped/i)
    expect(await home.docker('exec', 'shelf', 'cat', '/file')).toBe('kept')
  })
})

describe('what dies is found again', () => {
  test('the engine, killed in the guest, comes back by itself', async () => {
    const engine = await home.berth('shell', '--', 'pidof', 'dockerd')
    await home.berth('shell', '--', 'kill', '-9', engine.trim())
    await eventually('a new engine answers', async () => {
      const now = await home.run(['shell', '--', 'pidof', 'dockerd'])
      if (now.code !== 0 || now.stdout === engine) return null
      return (await ping().catch(() => 0)) === 200 ? true : null
    })
  })

  test('the host, killed: the next start takes the same machine over', async () => {
    const machine = await machinePid(home)
    process.kill(await hostPid(home), 'SIGKILL')
    await home.berth('start')
    expect(await machinePid(home)).toBe(machine)
    expect(await ping()).toBe(200)
  })

  test('QEMU, killed while a container writes: failed with the reason; what was fsynced is there after the next start', async () => {
    // Chained, and by busybox's own name: a number is said only after its file and folder were fsynced.
    const fsync = '/bin/busybox sync'
    const written = `i=0; while i=$((i+1)) && echo $i >/keep/n.new && ${fsync} /keep/n.new &&
      mv /keep/n.new /keep/n && ${fsync} /keep; do echo $i; done`
    await home.docker('run', '-d', '--name', 'writer', '-v', 'keep:/keep', 'busybox', 'sh', '-c', written)
    const said = await eventually('the container has written', async () => {
      const count = Number((await home.docker('logs', '--tail', '1', 'writer')).trim())
      return count >= 3 ? count : null
    })
    process.kill(await machinePid(home), 'SIGKILL')
    const failed = await eventually('the status says failed', async () => {
      const status = await home.status()
      return status.state === 'failed' ? status : null
    })
    expect(failed.errors[0]?.message).toMatch(/SIGKILL|killed|ended/i)
    expect((await home.run(['status'])).code).toBe(4)
    await home.berth('start')
    const kept = Number(await home.docker('run', '--rm', '-v', 'keep:/keep', 'busybox', 'cat', '/keep/n'))
    expect(kept).toBeGreaterThanOrEqual(said)
    await home.docker('rm', '-f', 'writer')
  })
})

describe('settings', () => {
  test('a bad and an unknown setting are refused in a sentence', async () => {
    const bad = await home.run(['config', 'set', 'memoryMiB', '12'])
    expect(bad.code).not.toBe(0)
    expect(bad.stderr).toMatch(/memoryMiB/)
    const unknown = await home.run(['config', 'set', 'colour', 'red'])
    expect(unknown.code).not.toBe(0)
    expect(unknown.stderr).toMatch(/colour/)
  })

  test('a bigger disk and an engine setting count after a restart, which mends a disk that noticed an error', async () => {
    // What the kernel does itself when it reads nonsense: the error is noted on the disk, which takes no more writes.
    await home.berth('shell', '--', 'sh', '-c', 'echo test >$(echo /sys/fs/ext4/vd*)/trigger_fs_error')
    await expect(home.berth('shell', '--', 'touch', '/data/refused')).rejects.toThrow('Read-only')
    expect(await home.berth('config', 'set', 'diskGiB', '80')).toMatch(/restart/i)
    await home.berth('config', 'set', 'engine', '{"labels":["berth=tested"]}')
    await home.berth('restart')
    // In the console's log: a boot that panicked after the check is followed by one that has nothing to mend.
    expect(await home.berth('logs', 'machine')).toMatch(/e2fsck: .*recovering journal/)
    expect((await home.status()).machine.diskGiB).toBe(80)
    const kib = Number(
      (await home.berth('shell', '--', 'sh', '-c', 'df -k /data | tail -n 1 | awk "{print \\$2}"')).trim(),
    )
    expect(kib).toBeGreaterThan(70 * 1024 * 1024)
    expect(await home.docker('info', '-f', '{{.Labels}}')).toContain('berth=tested')
    expect(await home.docker('exec', 'shelf', 'cat', '/file')).toBe('kept')
  })
})

describe("the engine's settings", () => {
  const tested = '{"labels":["berth=tested"]}'

  test('what the engine would not accept is refused in its words, and nothing of it stays', async () => {
    const refused = await home.run(['config', 'set', 'engine', '{"foo":1}'])
    expect(refused).toMatchObject({ code: 1 })
    expect(refused.stderr).toMatch(/don't match any configuration option: foo/)
    expect(await home.berth('config', 'get', 'engine')).toBe(`${tested}\n`)
    expect(await home.berth('shell', '--', 'ls', '/run/berth')).not.toMatch(/new/)
  })

  test('good ones are applied by a restart of the engine alone', async () => {
    const boot = await home.berth('shell', '--', 'cat', '/proc/sys/kernel/random/boot_id')
    const applied = await home.berth('config', 'set', '--apply', 'engine', '{"labels":["berth=applied"]}')
    expect(applied).toMatch(/1 stop and come back by themselves: shelf/)
    expect(await home.docker('info', '-f', '{{.Labels}}')).toContain('berth=applied')
    expect(await home.berth('shell', '--', 'cat', '/proc/sys/kernel/random/boot_id')).toBe(boot)
    await eventually('the container is back', async () =>
      (await home.docker('inspect', '-f', '{{.State.Running}}', 'shelf')) === 'true\n' ? true : null,
    )
  })

  test('ones that it accepts but does not start with are taken back', async () => {
    const undone = await home.run(['config', 'set', '--apply', 'engine', '{"bip":"nonsense"}'])
    expect(undone.code).toBe(1)
    expect(undone.stderr).toMatch(/did not come up .*invalid CIDR address: nonsense/)
    expect(undone.stdout).toMatch(/failed to start daemon/)
    expect(await ping()).toBe(200)
    expect(await home.docker('info', '-f', '{{.Labels}}')).toContain('berth=applied')
    expect(await home.berth('config', 'get', 'engine')).toBe('{"labels":["berth=applied"]}\n')
    expect((await home.status()).errors).toEqual([])
  })

  test('a machine that starts with such ones has an engine with the defaults, and says why', async () => {
    await home.berth('config', 'set', 'engine', '{"bip":"nonsense"}')
    await home.berth('restart')
    expect(await ping()).toBe(200)
    const status = await eventually('the status says why', async () => {
      const now = await home.status()
      return now.errors.length > 0 ? now : null
    })
    expect(status.errors[0]).toMatchObject({ step: 'engine settings' })
    expect(status.errors[0]?.message).toMatch(/invalid CIDR address: nonsense/)
    await home.berth('config', 'set', '--apply', 'engine', tested)
    expect((await home.status()).errors).toEqual([])
    expect(await home.docker('info', '-f', '{{.Labels}}')).toContain('berth=tested')
  })
})

describe('stopping', () => {
  test('stop in the middle of a start leaves nothing running', async () => {
    await home.berth('stop')
    const starting = home.spawn('start')
    await eventually('the start is under way', async () =>
      (await home.status()).state === 'starting' ? true : null,
    )
    await home.berth('stop')
    expect((await starting).exitCode).not.toBe(0)
    expect(await home.status()).toMatchObject({ state: 'stopped' })
    await expect(machinePid(home)).rejects.toThrow()
  })

  test('Ctrl-C during a start ends within seconds and leaves nothing running', async () => {
    const starting = home.spawn('start')
    await eventually('the start is under way', async () =>
      (await home.status()).state === 'starting' ? true : null,
    )
    starting.kill('SIGINT')
    expect((await starting).exitCode).toBe(130)
    await eventually('nothing runs', async () => ((await home.status()).state === 'stopped' ? true : null))
    await expect(machinePid(home)).rejects.toThrow()
  })

  test('a clean stop ends the host too, and start --cold works after a suspend', async () => {
    await home.berth('start')
    await home.berth('suspend')
    await home.berth('start', '--cold')
    expect(await home.status()).toMatchObject({ lastStart: { kind: 'cold' } })
    const host = await hostPid(home)
    await home.berth('stop')
    await eventually('the host process ends', async () => (isAlive(host) ? null : true))
    expect((await home.run(['status'])).code).toBe(3)
  })

  test('a guest that is given no address asks for one by DHCP', async () => {
    const withoutAddress = 'for a do shift; set -- "$@" "$(printf %s "$a" | sed "s/ berth.ip=[^ ]*//")"; done'
    const env = { BERTH_QEMU_DIR: await qemuAfter('no-address', withoutAddress) }
    // For the next test: one start will do for both.
    const gone = path.join(shared, 'gone')
    await mkdir(gone)
    await home.berth('config', 'set', 'sharedFolders', JSON.stringify([path.join(shared, 'sub'), gone]))
    await rm(gone, { recursive: true })
    expect(await home.run(['start'], { env })).toMatchObject({ code: 0, stderr: '' })
    expect(await ping()).toBe(200)
    expect(await home.berth('shell', '--', 'cat', '/proc/cmdline')).not.toContain('berth.ip')
    expect(await home.berth('shell', '--', 'ip', '-4', 'route')).toMatch(/default via 10\.0\.2\.2 dev eth0/)
    expect(await home.berth('shell', '--', 'cat', '/etc/resolv.conf')).toContain('nameserver 10.0.2.3')
  })

  test('containers read and write in a folder of this computer; what is not shared fails, and is told of', async () => {
    const folder = path.join(shared, 'sub')
    expect(await home.status()).toMatchObject({
      suspends: null,
      sharing: { filesystem: '9p', folders: [folder] },
      errors: [{ step: 'shares', message: expect.stringContaining('gone is not there') as string }],
    })
    const script = 'cat /s/word; echo answer >/s/new; mv /s/new /s/answer; ln -s answer /s/link; cat /s/link'
    expect(await home.docker('run', '--rm', '-v', `${folder}:/s`, 'busybox', 'sh', '-c', script)).toBe(
      'from the host\nanswer\n',
    )
    expect(await readFile(path.join(folder, 'answer'), 'utf8')).toBe('answer\n')
    expect((await lstat(path.join(folder, 'link'))).isSymbolicLink()).toBe(true)
    // What is made in the guest beside a shared folder would be lost: it cannot be.
    for (const beside of [path.join(shared, 'other'), '/Users/nobody'])
      expect(
        (await home.run(['docker', 'run', '--rm', '-v', `${beside}:/s`, 'busybox', 'true'])).stderr,
      ).toContain('read-only file system')
    const suspend = await home.run(['suspend'])
    expect(suspend.code).not.toBe(0)
    expect(suspend.stderr).toContain('cannot suspend a machine that has shared folders')
    expect(await ping()).toBe(200)
    await home.berth('stop')
  })

  test('a shared folder that the guest cannot mount ends the start, which names it', async () => {
    const losesTheFolder =
      'for a do shift; case $a in virtio-9p-pci*) a=virtio-rng-pci ;; esac; set -- "$@" "$a"; done'
    const env = { BERTH_QEMU_DIR: await qemuAfter('no-folder', losesTheFolder) }
    const ended = await home.run(['start'], { env })
    expect(ended.code).not.toBe(0)
    expect(ended.stderr).toContain(`The folder ${path.join(shared, 'sub')} could not be shared`)
    await home.berth('config', 'set', 'sharedFolders', 'default')
    await home.berth('stop')
  })

  test('without its seed the machine does not start, and says why', async () => {
    const losesTheSeed = `case "$*" in *-version*) ;; *) : >'${home.paths.machine.seedDisk}' ;; esac`
    const env = { BERTH_QEMU_DIR: await qemuAfter('no-seed', losesTheSeed) }
    const ended = await home.run(['start'], { env })
    expect(ended.code).not.toBe(0)
    expect(ended.stderr).toContain('The seed disk is missing')
    expect((await home.run(['status'])).code).toBe(4)
    await home.berth('stop')
  })

  test('reset names what is lost, asks, and leaves a clean home', async () => {
    const refused = await home.run(['reset'])
    expect(refused.code).not.toBe(0)
    expect(refused.stdout + refused.stderr).toMatch(/data/i)
    await stat(home.paths.machine.dataDisk)
    await home.berth('reset', '--yes')
    await expect(stat(home.paths.machine.dataDisk)).rejects.toThrow()
    await expect(stat(home.paths.settings)).rejects.toThrow()
  })
})

/** A folder with the computer's own QEMU, before which `sh` runs a line that may change its arguments and its files. */
async function qemuAfter(folder: string, line: string): Promise<string> {
  const dir = path.join(home.dir, folder)
  const name = `qemu-system-${nativeArch()}`
  await mkdir(dir)
  await symlink('/usr/bin/qemu-img', path.join(dir, 'qemu-img'))
  await writeFile(path.join(dir, name), `#!/bin/sh\n${line}\nexec /usr/bin/${name} "$@"\n`, { mode: 0o755 })
  return dir
}
