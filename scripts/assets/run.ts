import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { BerthError } from '../../electron/base/errors.ts'

/** Where progress goes: one line at a time, for a person. */
export type Report = (line: string) => void

/** How long a step may be silent, in milliseconds, before a line says that it still runs. */
const silenceMs = 5_000

/** Where programs are looked for: debugfs, for one, lies where Debian has only root look, and needs no root here. */
const programs = [process.env['PATH'], '/usr/sbin', '/sbin'].join(':')

export interface RunOptions {
  /** what is being done, for progress and errors: "dockerd is being compiled" */
  readonly what: string
  readonly report: Report
  /** what to do when it fails */
  readonly hint: string
  readonly cwd?: string
  /** added to this process's environment */
  readonly env?: Readonly<Record<string, string>>
  /** a line of progress made from the count of lines that the command has printed to stderr so far */
  readonly progress?: (lines: number, last: string) => string
}

/**
 * Runs a command to its end and gives its stdout. Reports at least every five seconds.
 * @throws BerthError with the command's last words when it cannot be run or fails
 */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<string> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, PATH: programs, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const out: Buffer[] = []
  const lastWords: string[] = []
  let lines = 0
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines += 1
    lastWords.push(line)
    if (lastWords.length > 12) lastWords.shift()
  })
  const started = Date.now()
  const ticker = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000)
    const more = options.progress?.(lines, lastWords.at(-1) ?? '') ?? ''
    options.report(`${options.what} (${seconds} s${more === '' ? '' : `, ${more}`})`)
  }, silenceMs)
  try {
    await ended(command, child, options, lastWords)
  } finally {
    clearInterval(ticker)
  }
  return Buffer.concat(out).toString('utf8')
}

function ended(
  command: string,
  child: ReturnType<typeof spawn>,
  options: RunOptions,
  lastWords: readonly string[],
): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'ENOENT' ? 'is not installed' : `could not be run: ${cause.message}`
      reject(
        new BerthError('image-missing', `${options.what}: ${command} ${why}.`, { hint: options.hint, cause }),
      )
    })
    child.once('close', (code, signal) => {
      if (code === 0) {
        resolve()
        return
      }
      const how = signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`
      const words = lastWords.length === 0 ? '' : `\n${lastWords.join('\n')}`
      reject(
        new BerthError('image-missing', `${options.what}: ${command} failed with ${how}.${words}`, {
          hint: options.hint,
        }),
      )
    })
  })
}
