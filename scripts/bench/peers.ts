import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import type { BerthHome, Ended } from '../lib/berth-home.ts'

const toolHome = path.resolve(import.meta.dirname, 'blob')
const forwardProcess = path.resolve(import.meta.dirname, 'forward-process.ts')

/** A way from a socket of the host's to one of the guest's. */
export interface Way {
  readonly socket: string
  close(): Promise<void>
}

/** The loopback port that leads to the guest's sshd, from QEMU's own command line. */
export async function sshPort(home: BerthHome): Promise<number> {
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    const port = /hostfwd=tcp:127\.0\.0\.1:(\d+)-/.exec(line)?.[1]
    if (port && line.includes(home.paths.run.monitorSocket)) return Number(port)
  }
  throw new Error('No QEMU of this home runs.')
}

/** OpenSSH's own forward to the same guest, with the same key, cipher and pinned host key. */
export async function opensshForward(home: BerthHome, target: string): Promise<Way> {
  const dir = path.join(home.dir, 'bench')
  await mkdir(dir, { recursive: true })
  const socket = path.join(dir, `ssh-${path.basename(target)}`)
  const known = path.join(dir, 'known_hosts')
  const port = await sshPort(home)
  const hostKey = await readFile(`${home.paths.machine.hostKey}.pub`, 'utf8')
  await writeFile(known, `[127.0.0.1]:${port} ${hostKey}`)
  await rm(socket, { force: true })
  const options = ['BatchMode=yes', 'StrictHostKeyChecking=yes', 'ExitOnForwardFailure=yes', 'Compression=no']
  // ssh splits paths in -o at spaces, so the file is named relative to the working folder; -L takes absolute ones only.
  const args = [...options, 'UserKnownHostsFile=known_hosts', `Ciphers=${cipher}`].flatMap((option) => [
    '-o',
    option,
  ])
  const child = execa(
    'ssh',
    ['-N', '-F', '/dev/null', ...args, '-i', home.paths.machine.userKey, '-p', String(port)].concat([
      '-L',
      `${socket}:${target}`,
      'root@127.0.0.1',
    ]),
    { cwd: dir, reject: false, stdin: 'ignore' },
  )
  await Promise.race([
    untilAnswers(socket),
    child.then(({ stderr }) => Promise.reject(new Error(`ssh ended: ${stderr}`))),
  ])
  return {
    socket,
    close: async () => {
      child.kill('SIGTERM')
      await child
      await rm(socket, { force: true })
    },
  }
}

/** What both ends choose by themselves; fixed here so that the same cipher is measured on both ways. */
const cipher = 'aes128-gcm@openssh.com'

/**
 * Berth's own forward to another socket of the guest's than the engine's, by the same code that the host runs, in a
 * process of its own as there: beside the client that measures it, each would wait for the other.
 */
export async function berthForward(home: BerthHome, target: string): Promise<Way> {
  const socket = path.join(home.dir, 'bench-run', path.basename(target))
  const args = [home.dir, String(await sshPort(home)), socket, target]
  const child = execa(process.execPath, [forwardProcess, ...args], { reject: false, stdin: 'ignore' })
  await Promise.race([
    untilAnswers(socket),
    child.then(({ stderr }) => Promise.reject(new Error(`the forward ended: ${stderr}`))),
  ])
  return {
    socket,
    close: async () => {
      child.kill('SIGTERM')
      await child
    },
  }
}

/** Builds the blob server and runs it in the guest until the returned function is called. */
export async function blobServer(home: BerthHome): Promise<() => Promise<void>> {
  const binary = path.join(home.dir, 'blob')
  await execa('go', ['build', '-trimpath', '-ldflags', '-s -w', '-o', binary, '.'], {
    cwd: toolHome,
    env: { CGO_ENABLED: '0', GOOS: 'linux', GOARCH: os.arch() === 'arm64' ? 'arm64' : 'amd64' },
  })
  const inGuest = (command: string, input?: Buffer): Promise<Ended> =>
    home.run(['shell', '--', 'sh', '-c', command], input ? { input } : {})
  await inGuest('cat >/run/blob && chmod 755 /run/blob', await readFile(binary))
  // On its own, so that no session is left on the connection that is measured.
  const launch = `setsid /run/blob ${blobSocket} </dev/null >/run/blob.log 2>&1 &`
  const wait =
    'i=0; until grep -q ready /run/blob.log; do i=$((i+1)); [ $i -lt 300 ] || exit 1; sleep 0.1; done'
  const { code } = await inGuest(`${launch} ${wait}`)
  if (code !== 0) throw new Error('the blob server in the guest did not come up within 30 s')
  return async () => {
    await inGuest('pkill -f /run/blob')
  }
}

/** Where the blob server listens in the guest. */
export const blobSocket = '/run/blob.sock'

async function untilAnswers(socket: string): Promise<void> {
  const until = performance.now() + 60_000
  for (;;) {
    const ok = await new Promise<boolean>((resolve) => {
      const probe = net.connect(socket, () => {
        probe.destroy()
        resolve(true)
      })
      probe.once('error', () => resolve(false))
    })
    if (ok) return
    if (performance.now() > until) throw new Error(`${socket} did not answer within a minute.`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
