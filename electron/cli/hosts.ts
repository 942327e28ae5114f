import { execFile, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { fromPlainError, connectHost, type HostConnection } from '../api/client/node.ts'
import { HostGreeting, OfflineAnswer, offlineArgument, type OfflineQuestion } from '../api/schema/offline.ts'
import { pause } from '../base/deadline.ts'
import { BerthError } from '../base/errors.ts'
import { prepareHome } from '../base/home.ts'
import type { Paths } from '../base/paths.ts'

/** The answer to a question of one kind. */
export type AnswerTo<Kind extends OfflineQuestion['kind']> = Extract<OfflineAnswer, { kind: Kind }>['answer' &
  keyof Extract<OfflineAnswer, { kind: Kind }>]

/** The ways to a home's host process. */
export interface Hosts {
  /** The host that runs, or null. */
  find(): Promise<HostConnection | null>
  /** The host that runs, or a new one. Two that ask at once get the same. */
  ensure(): Promise<HostConnection>
  /** Ends every connection that was had here. */
  close(): void
  /** Answers from disk what can be known while no host runs. */
  ask<Kind extends OfflineQuestion['kind']>(
    question: Extract<OfflineQuestion, { kind: Kind }>,
  ): Promise<AnswerTo<Kind>>
}

/** Milliseconds that a new host may take until it answers, on a computer that is busy. */
const startDeadlineMs = 30_000
const retryMs = 50

/**
 * Flags of the runtime for a process that lives for days and mostly waits. V8 lets its young generation grow to three
 * times 16 MiB while much is made at a start, and keeps that.
 */
const hostFlags = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=2']

/** `program`: the host's own, a bundle or its source. */
export function hostsOf(paths: Paths, program: string, env: NodeJS.ProcessEnv): Hosts {
  const command = [...hostFlags, program]
  // Said absolutely: the host has another working folder.
  const hostEnv = { ...env, BERTH_HOME: paths.home }

  const open = new Set<HostConnection>()

  const find = async (): Promise<HostConnection | null> => {
    const host = await connectHost(paths.run.controlSocket).catch(() => null)
    if (!host) return null
    try {
      // A host that is ending still accepts; one that has answered counts us among those who use it.
      await host.api.host.info.query()
      open.add(host)
      return host
    } catch {
      host.close()
      return null
    }
  }

  return {
    find,
    close() {
      for (const host of open) host.close()
    },
    async ensure() {
      const end = Date.now() + startDeadlineMs
      while (Date.now() < end) {
        const host = await find()
        if (host) return host
        if ((await launch(paths, command, hostEnv)) === 'taken')
          await pause(retryMs, new AbortController().signal)
      }
      throw new BerthError('host-unreachable', 'The host process does not answer.', {
        hint: `Look at "berth logs host"; if it hangs, end the process that holds ${paths.run.lock}.`,
      })
    },
    ask: async (question) => {
      const answer = await answerOffline([...command, offlineArgument], hostEnv, question)
      if (answer.kind === 'error') throw fromPlainError(answer.error)
      return answer.answer as never
    },
  }
}

/** Starts a host process that outlives this one, and waits for its first word. */
async function launch(
  paths: Paths,
  command: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<'ready' | 'taken'> {
  await prepareHome(paths)
  // What is said past its log, such as the runtime's own last words.
  const words = openSync(paths.hostLog, 'a', 0o600)
  const child = spawn(process.execPath, command, {
    cwd: '/',
    detached: true,
    env,
    stdio: ['ignore', words, words, 'ipc'],
  })
  closeSync(words)
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', (code, signal) => {
        const how = signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`
        reject(
          new BerthError('host-unreachable', `The host process ended as it started (${how}).`, {
            hint: `Its last words are in ${paths.hostLog}.`,
          }),
        )
      })
      child.once('message', (message) => {
        const greeting = HostGreeting.parse(message)
        if (greeting.kind === 'failed') reject(fromPlainError(greeting.error))
        else resolve(greeting.kind)
      })
    })
  } finally {
    if (child.connected) child.disconnect()
    child.unref()
  }
}

function answerOffline(
  command: readonly string[],
  env: NodeJS.ProcessEnv,
  question: OfflineQuestion,
): Promise<OfflineAnswer> {
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, command, { cwd: '/', env }, (failure, stdout, stderr) => {
      try {
        resolve(OfflineAnswer.parse(JSON.parse(stdout)))
      } catch {
        const words = stderr.trim() || failure?.message || 'it said nothing'
        reject(
          new BerthError('internal', `Berth's own state could not be read: ${words.slice(-500)}`, {
            hint: 'Run scripts/start again; if that does not help, please report this.',
          }),
        )
      }
    })
    child.stdin?.end(JSON.stringify(question))
  })
}
