import { request } from 'node:http'
import { reasonOf } from '../../base/deadline.ts'

const longestAnswer = 65_536

/** One HTTP request to a service on a Unix socket; a body is JSON. Rejects with Node's own error, or the signal's reason. */
export function askSocket(
  socketPath: string,
  what: { readonly method: string; readonly path: string; readonly body?: object },
  signal: AbortSignal,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const fail = (error: Error): void => reject(signal.aborted ? reasonOf(signal) : error)
    const asked = request({ ...what, socketPath, headers, agent: false, signal }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => {
        if (text.length < longestAnswer) text += chunk
      })
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text }))
      answer.once('error', fail)
    })
    asked.once('error', fail)
    asked.end(what.body ? JSON.stringify(what.body) : undefined)
  })
}
