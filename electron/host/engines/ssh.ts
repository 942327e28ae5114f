import { spawn } from 'node:child_process'
import { BerthError, isSystemError } from '../../base/errors.ts'
import { CommandStream } from './command-stream.ts'
import type { Endpoint } from './endpoint.ts'
import type { Way } from './relay.ts'

type SshEndpoint = Extract<Endpoint, { kind: 'ssh' }>

/** Connections that are being made at once: an sshd begins to let some go when more than ten are (MaxStartups). */
const mostStarting = 4
/** Milliseconds after which one counts as made: the engine may have been asked for what takes it minutes. */
const startingMs = 3000

/**
 * By the system's own ssh, with the user's keys, agent and ~/.ssh/config, and the docker command at the other end: the way
 * that docker's own clients go. It never asks for anything: there is nobody to answer.
 */
export function sshWay(endpoint: SshEndpoint, env: NodeJS.ProcessEnv, program = 'ssh'): Way {
  const turns = new Turns(mostStarting)
  return {
    async connect(signal) {
      const done = await turns.take()
      if (signal.aborted) {
        done()
        throw new Error('called off')
      }
      const child = spawn(program, sshArguments(endpoint), { env, stdio: 'pipe', windowsHide: true })
      const stream = new CommandStream(child, (code, words) => ended(endpoint, code, words))
      // Its turn is over once the engine has said something through it.
      const timer = setTimeout(done, startingMs)
      stream
        .once('data', done)
        .once('close', done)
        .once('close', () => clearTimeout(timer))
      await new Promise<void>((resolve, reject) => {
        child.once('spawn', resolve)
        stream.once('error', reject)
      })
      return stream
    },
    explain: (thrown) => notStarted(thrown),
  }
}

/** The arguments of ssh. All that is not ours was checked letter by letter as the address was read. */
export function sshArguments({ host, user, port, socket }: SshEndpoint): string[] {
  return [
    ...['-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10', '-T'],
    ...(user === null ? [] : ['-l', user]),
    ...(port === null ? [] : ['-p', String(port)]),
    ...['--', host, 'docker'],
    ...(socket === null ? [] : ['--host', `unix://${socket}`]),
    ...['system', 'dial-stdio'],
  ]
}

function notStarted(thrown: unknown): BerthError {
  if (isSystemError(thrown) && thrown.code === 'ENOENT')
    return new BerthError('not-found', 'This computer has no ssh command.', {
      hint: 'Install OpenSSH, then try again.',
      cause: thrown,
    })
  const why = thrown instanceof Error ? thrown.message : String(thrown)
  return new BerthError('engine-failed', `The connection by ssh broke: ${why}.`, {
    hint: 'It is tried again by itself.',
    cause: thrown,
  })
}

/** ssh's own code for whatever went wrong before the command; any other is the command's (ssh(1), sh(1)). */
const sshFailed = 255
const noSuchCommand = 127

function ended({ host, user }: SshEndpoint, code: number, words: string): BerthError {
  const login = user === null ? host : `${user}@${host}`
  const because = (message: string, hint: string): BerthError =>
    new BerthError('engine-failed', message, { hint })
  if (code === noSuchCommand)
    return because(
      `${host} has no docker command for ssh.`,
      'Install docker there, or put it where a shell that nobody sits at finds it.',
    )
  if (code !== sshFailed)
    return because(`The docker command on ${host} failed: ${words}`, 'Look whether the engine runs there.')
  if (/host key verification failed|identification has changed/i.test(words))
    return because(
      `ssh does not know the key of ${host}, or it is another than before.`,
      `Run "ssh ${login}" in a terminal, and compare the key before you accept it.`,
    )
  if (/permission denied|too many authentication failures/i.test(words))
    return because(
      `${host} does not let you in by ssh: ${words}`,
      `Make "ssh ${login}" work in a terminal without a password: by a key, and an agent if the key has a passphrase.`,
    )
  return because(`ssh does not reach ${host}: ${words}`, `Look whether "ssh ${login}" works in a terminal.`)
}

/** So many at once, the others in the order that they came. */
class Turns {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(count: number) {
    this.#free = count
  }

  /** Resolves with what ends the turn; ending it twice is ending it once. */
  async take(): Promise<() => void> {
    if (this.#free > 0) this.#free -= 1
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    let over = false
    return () => {
      if (over) return
      over = true
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free += 1
    }
  }
}
