import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import path from 'node:path'
import type { Socket } from 'node:net'
import { z } from 'zod'
import { reasonOf, withDeadline } from '../../base/deadline.ts'
import { BerthError } from '../../base/errors.ts'
import { LineSplitter } from '../console/lines.ts'
import { explained, notStarted } from './errors.ts'
import { scriptText, type ScriptName } from './script-files.ts'

const Answer = z.object({
  berth: z.number(),
  error: z.object({ id: z.string(), message: z.string() }).nullable(),
  value: z.unknown(),
})
type Answer = z.infer<typeof Answer>

/** Longest line that is taken from PowerShell, in characters; a longer one is no answer. */
const longestLine = 2 ** 20

/** What a script is given: its parameters, by their names. */
export type ScriptData = Readonly<Record<string, string | number | boolean | readonly string[]>>

export interface ScriptTerms {
  /** milliseconds from its turn on */
  readonly ms: number
  readonly signal: AbortSignal
}

interface Running {
  readonly child: ChildProcessWithoutNullStreams
  readonly pending: Map<number, { resolve: (answer: Answer) => void; reject: (error: unknown) => void }>
}

/**
 * One Windows PowerShell that answers scripts in their turn; a new one is started when there is none, so one that died
 * costs only the answer it owed. Its start takes up to a second, which is why it stays. It keeps no process alive.
 */
export class PowerShell {
  readonly program: string
  #running: Running | null = null
  #last: Promise<void> = Promise.resolve()
  #id = 0

  constructor(program: string) {
    this.program = program
  }

  /**
   * Runs a script and gives what it answers. Called off, or late, its PowerShell is ended, as there is no other way to
   * stop a command; what Windows was told to do may go on. Rejects with what the script's error means.
   */
  async run(script: ScriptName, data: ScriptData, { ms, signal }: ScriptTerms): Promise<unknown> {
    const before = this.#last
    const over = Promise.withResolvers<undefined>()
    this.#last = over.promise
    try {
      await inTurn(before, signal)
      const deadline = {
        ms,
        message: `Windows did not do what it was asked (${script}) within ${Math.round(ms / 1000)} seconds.`,
        hint: 'The computer may be very busy: try again. A restart of Windows helps a Hyper-V that hangs.',
      }
      return await withDeadline(deadline, signal, (each) => this.#ask(script, data, each))
    } finally {
      void before.then(() => over.resolve(undefined))
    }
  }

  /** Ends it; a later script starts another. */
  close(): void {
    this.#running?.child.kill()
    this.#running = null
  }

  async #ask(script: ScriptName, data: ScriptData, signal: AbortSignal): Promise<unknown> {
    const running = (this.#running ??= this.#start())
    const id = ++this.#id
    const end = (): void => {
      running.child.kill()
      if (this.#running === running) this.#running = null
    }
    signal.addEventListener('abort', end, { once: true })
    hold(running.child, true)
    try {
      const answer = await new Promise<Answer>((resolve, reject) => {
        running.pending.set(id, { resolve, reject })
        running.child.stdin.write(`${ascii({ id, name: script, script: scriptText(script), data })}\n`)
      })
      if (answer.error) throw explained(answer.error)
      return answer.value
    } finally {
      signal.removeEventListener('abort', end)
      running.pending.delete(id)
      hold(running.child, false)
    }
  }

  #start(): Running {
    const serve = Buffer.from(scriptText('serve'), 'utf16le').toString('base64')
    // An encoded command is no script file: no execution policy keeps it from running.
    const args = ['-NoProfile', '-NonInteractive', '-OutputFormat', 'Text', '-EncodedCommand', serve]
    const child = spawn(this.program, args, { windowsHide: true })
    const running: Running = { child, pending: new Map() }
    const lines = new LineSplitter(longestLine)
    let words = ''
    const over = (error: BerthError): void => {
      if (this.#running === running) this.#running = null
      for (const { reject } of running.pending.values()) reject(error)
    }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      for (const line of lines.push(text)) {
        const answer = parsed(line)
        if (answer) running.pending.get(answer.berth)?.resolve(answer)
      }
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-2000)))
    child.stdin.on('error', () => undefined)
    child.once('error', (error) => over(notStarted(this.program, error.message)))
    child.once('close', () => over(notStarted(this.program, words.trim())))
    return running
  }
}

/** Windows PowerShell, which every Windows has; `BERTH_POWERSHELL` puts another program in its place. */
export function powerShellProgram(env: NodeJS.ProcessEnv): string {
  const root = env['SystemRoot'] || 'C:\\Windows'
  return (
    env['BERTH_POWERSHELL'] ||
    path.win32.join(root, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe')
  )
}

async function inTurn(before: Promise<void>, signal: AbortSignal): Promise<void> {
  const calledOff = Promise.withResolvers<never>()
  calledOff.promise.catch(() => undefined)
  const onAbort = (): void => calledOff.reject(reasonOf(signal))
  signal.addEventListener('abort', onAbort, { once: true })
  if (signal.aborted) onAbort()
  try {
    await Promise.race([calledOff.promise, before])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

/** JSON in ASCII alone: what Windows takes its input's encoding for does not matter then. */
function ascii(value: object): string {
  const escaped = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(value).replace(/[\u0080-\uffff]/g, escaped)
}

function parsed(line: string): Answer | null {
  try {
    return Answer.safeParse(JSON.parse(line.replace(/^\uFEFF/, ''))).data ?? null
  } catch {
    return null
  }
}

/** Only a PowerShell that owes an answer keeps this process from ending. */
function hold(child: ChildProcessWithoutNullStreams, held: boolean): void {
  for (const each of [child, child.stdin, child.stdout, child.stderr] as (
    ChildProcessWithoutNullStreams | Socket
  )[])
    if (held) each.ref()
    else each.unref()
}
