import http from 'node:http'
import { z } from 'zod'
import { pause, withDeadline } from '../../base/deadline.ts'
import { BerthError, toBerthError } from '../../base/errors.ts'

/** What an engine that answers says of itself. */
export interface EngineAnswer {
  /** "29.1.0" */
  readonly version: string
  /** "1.56" */
  readonly apiVersion: string
}

/** Milliseconds between two questions to an engine that does not answer yet, growing to `most`. */
const pauses = { first: 20, most: 150 }
/** Milliseconds for one answer: longer than a busy engine takes, short enough to ask a stuck connection anew. */
const answerMs = 10_000
const maxBody = 64 * 1024

/**
 * Asks the engine behind `socketPath` whether it answers, again and again until it does or `signal` aborts.
 *
 * @param deadlineMs milliseconds in all
 * @throws BerthError `engine-failed` with the last try's reason, or the signal's reason
 */
export async function pingEngine(
  socketPath: string,
  signal: AbortSignal,
  deadlineMs = 120_000,
): Promise<EngineAnswer> {
  const until = performance.now() + deadlineMs
  for (let pauseMs = pauses.first; ; pauseMs = Math.min(pauseMs * 1.5, pauses.most)) {
    try {
      return await ask(socketPath, signal)
    } catch (thrown) {
      if (signal.aborted) throw thrown
      if (performance.now() >= until) throw silentEngine(deadlineMs, thrown)
    }
    await pause(pauseMs, signal)
  }
}

/** `/_ping` names both versions in its headers; where an engine leaves one out, `/version` has it. */
async function ask(socketPath: string, signal: AbortSignal): Promise<EngineAnswer> {
  const ping = await get(socketPath, '/_ping', signal)
  const version = /^Docker\/(\S+)/.exec(String(ping.headers['server']))?.[1]
  const apiVersion = ping.headers['api-version']
  if (version && typeof apiVersion === 'string') return { version, apiVersion }
  const said = Version.parse(JSON.parse((await get(socketPath, '/version', signal)).body))
  return { version: said.Version, apiVersion: said.ApiVersion }
}

const Version = z.object({ Version: z.string().max(100), ApiVersion: z.string().max(20) })

interface Answer {
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

function get(socketPath: string, path: string, signal: AbortSignal): Promise<Answer> {
  const deadline = {
    ms: answerMs,
    code: 'engine-failed',
    message: `The engine did not answer ${path} in ${answerMs / 1000} seconds.`,
    hint: 'Look at "berth logs engine".',
  } as const
  return withDeadline(deadline, signal, (within) => request(socketPath, path, within))
}

function request(socketPath: string, path: string, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = http.get({ socketPath, path, host: 'engine', agent: false, signal }, (response) => {
      const parts: Buffer[] = []
      let size = 0
      response.on('data', (part: Buffer) => {
        parts.push(part)
        size += part.length
        if (size > maxBody) asked.destroy(new Error(`${path} answered with more than ${maxBody} bytes`))
      })
      response.on('error', reject)
      response.on('end', () => {
        const body = Buffer.concat(parts).toString('utf8')
        if (response.statusCode === 200) resolve({ headers: response.headers, body })
        else reject(new Error(`${path} answered ${response.statusCode ?? 'nothing'}: ${body.slice(0, 200)}`))
      })
    })
    asked.on('error', reject)
  })
}

function silentEngine(ms: number, last: unknown): BerthError {
  const why = toBerthError(last).message
  return new BerthError('engine-failed', `The engine did not answer for ${ms / 1000} seconds: ${why}`, {
    hint: 'Look at "berth logs engine" for what it says; a bad entry in daemon.json is the usual reason.',
    cause: last,
  })
}
