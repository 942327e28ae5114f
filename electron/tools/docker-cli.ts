import { spawn, type ChildProcessByStdio } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { linkDockerConfig, type DockerProxies } from '../base/docker-config.ts'
import { BerthError, cancelled, isSystemError, toBerthError } from '../base/errors.ts'
import { dockerHost } from '../base/paths.ts'
import { LineSplitter } from './line-splitter.ts'

export interface DockerCliOptions {
  /** folder of the docker CLI and its plugins */
  readonly tools: string
  readonly engineSocket: string
  /** a folder of ours, which becomes a docker configuration that is the user's own but for our plugins */
  readonly configDir: string
  /** what the user's environment is; only `kept` of it reaches a command */
  readonly env: NodeJS.ProcessEnv
  /** what builds and containers are to get beside what the user's own configuration says */
  readonly proxies?: () => Promise<DockerProxies | null>
  /** ms that a cancelled command has to end by itself, and again to end at once; 8000 unless a test says otherwise */
  readonly patienceMs?: number
}

export interface OutputLine {
  readonly stream: 'stdout' | 'stderr'
  readonly text: string
}

export interface RunOptions {
  readonly signal: AbortSignal
  readonly cwd?: string
  /** besides what every command gets; nothing secret, since it is no safer than a file that the user can read */
  readonly env?: Readonly<Record<string, string>>
  /**
   * Whole lines as they come, in batches, each stream's in its order. While its promise is open the stream is not read,
   * and so the command waits.
   */
  readonly onLines?: (lines: OutputLine[]) => void | Promise<void>
}

export interface Ended {
  /** 128 + the number of the signal that ended it, as a shell says */
  readonly code: number
  /** the last lines that it said on stderr, at most twenty */
  readonly lastWords: readonly string[]
}

/** What a command gets of the user's environment: to find programs, logins and an ssh agent, and to get through a proxy. */
const kept =
  /^(PATH|HOME|USER|LOGNAME|LANG|LC_.*|TZ|TMPDIR|SSH_AUTH_SOCK|XDG_RUNTIME_DIR|DBUS_SESSION_BUS_ADDRESS|DISPLAY|WAYLAND_DISPLAY|GNUPGHOME|PASSWORD_STORE_DIR|SSL_CERT_FILE|SSL_CERT_DIR|(HTTP|HTTPS|NO|ALL)_PROXY)$/i

const tailLines = 20
/** characters that `output` takes; a list of ten thousand objects is a tenth of that */
const mostOutput = 32 * 1024 * 1024

type Child = ChildProcessByStdio<null, Readable, Readable>

/**
 * The docker command that Berth brings along, run against this engine as a child process: `docker buildx …`,
 * `docker compose …`. Each has a process group of its own, so that a cancelled one takes its helpers along.
 */
export class DockerCli {
  readonly #options: DockerCliOptions

  constructor(options: DockerCliOptions) {
    this.#options = options
  }

  /**
   * Runs `docker …args` to its end; how it ended is for the caller to judge. Rejects with `cancelled` once a command
   * that `signal` called off is gone, with `image-missing` when Berth's docker is not there, and with what `onLines` throws.
   */
  async run(args: readonly string[], options: RunOptions): Promise<Ended> {
    const { signal, onLines } = options
    const calledOff = (): boolean => signal.aborted
    if (calledOff()) throw cancelled()
    const child = await this.#start(args, options)
    const lastWords: string[] = []
    const give = async (lines: OutputLine[]): Promise<void> => {
      for (const line of lines) if (line.stream === 'stderr') lastWords.push(line.text)
      lastWords.splice(0, lastWords.length - tailLines)
      await onLines?.(lines)
    }
    const end = endOf(child, this.#options.patienceMs ?? 8000)
    signal.addEventListener('abort', end.begin)
    // What called it off while it was being started told nobody.
    if (calledOff()) end.begin()
    const read = async (stream: OutputLine['stream']): Promise<void> => {
      try {
        await readLines(child[stream], stream, give)
      } catch (thrown) {
        end.begin()
        throw thrown
      }
    }
    const exited = exitCode(child)
    try {
      await Promise.all([read('stdout'), read('stderr')])
      const code = await exited
      if (calledOff()) throw cancelled()
      return { code, lastWords }
    } catch (thrown) {
      await exited
      throw calledOff() ? cancelled() : toBerthError(thrown)
    } finally {
      signal.removeEventListener('abort', end.begin)
      end.done()
    }
  }

  /**
   * Runs `docker …args` and resolves with what it said on stdout. Rejects as `run` does, and with `engine-failed` in the
   * command's own last words when it failed. `doing` completes "Could not …".
   */
  async output(
    doing: string,
    args: readonly string[],
    options: Omit<RunOptions, 'onLines'>,
  ): Promise<string> {
    let text = ''
    const { code, lastWords } = await this.run(args, {
      ...options,
      onLines: (lines) => {
        for (const line of lines) if (line.stream === 'stdout') text += `${line.text}\n`
        if (text.length > mostOutput) throw commandFailed(doing, 1, ['the answer is too long'])
      },
    })
    if (code !== 0) throw commandFailed(doing, code, lastWords)
    return text
  }

  async #start(args: readonly string[], { cwd, env: own }: RunOptions): Promise<Child> {
    const { tools, configDir, engineSocket, env, proxies } = this.#options
    const program = path.join(tools, 'docker')
    await linkDockerConfig(configDir, tools, env, (await proxies?.()) ?? null)
    const child = spawn(program, args, {
      cwd,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...Object.fromEntries(Object.entries(env).filter(([name]) => kept.test(name))),
        ...own,
        DOCKER_HOST: dockerHost(engineSocket),
        DOCKER_CONFIG: configDir,
        DOCKER_CLI_HINTS: 'false',
      },
    })
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve)
      child.once('error', (error) => reject(notStarted(program, cwd, error)))
    })
    return child
  }
}

/** A failed command as an error in its own words. `doing` completes "Could not …". */
export function commandFailed(doing: string, code: number, lastWords: readonly string[]): BerthError {
  const words = lastWords.map((line) => line.trim()).filter(Boolean)
  const said = words.findLast((line) => /^error/i.test(line)) ?? words.at(-1)
  const why = said?.replace(/^error( response from daemon)?:?\s*/i, '') ?? `docker ended with code ${code}.`
  return new BerthError('engine-failed', `Could not ${doing}: ${why}`, {
    hint: 'These are the words of the docker command: mend what they name, then try again.',
  })
}

async function readLines(
  from: Readable,
  stream: OutputLine['stream'],
  give: (lines: OutputLine[]) => Promise<void>,
): Promise<void> {
  const splitter = new LineSplitter()
  const named = (texts: string[]): OutputLine[] => texts.map((text) => ({ stream, text }))
  for await (const chunk of from) {
    const lines = splitter.push(chunk as Buffer)
    if (lines.length > 0) await give(named(lines))
  }
  const rest = splitter.end()
  if (rest.length > 0) await give(named(rest))
}

function exitCode(child: Child): Promise<number> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? os.constants.signals[signal] : 0)))
  })
}

/** Ends a command and its helpers: asks, then tells, then makes it. */
function endOf(child: Child, patienceMs: number): { readonly begin: () => void; readonly done: () => void } {
  const signals = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const
  let timer: NodeJS.Timeout | undefined
  let next = 0
  const step = (): void => {
    const signal = signals[next]
    if (!signal || child.pid === undefined) return
    next += 1
    try {
      process.kill(-child.pid, signal)
    } catch {
      return // all of it has ended
    }
    timer = setTimeout(step, patienceMs)
  }
  return {
    begin: () => {
      if (next === 0) step()
    },
    done: () => clearTimeout(timer),
  }
}

function notStarted(program: string, cwd: string | undefined, error: Error): BerthError {
  // A working folder that is gone is told by the same code as a program that is.
  if (isSystemError(error) && error.code === 'ENOENT' && cwd === undefined)
    return new BerthError('image-missing', `The docker command is not there: ${program}.`, {
      hint: 'Run scripts/start: it builds it.',
      cause: error,
    })
  return new BerthError('internal', `The docker command could not be started: ${error.message}.`, {
    hint: cwd === undefined ? 'Look at "berth logs host".' : `Look whether ${cwd} is still there.`,
    cause: error,
  })
}
