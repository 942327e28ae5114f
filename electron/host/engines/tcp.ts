import { readFile } from 'node:fs/promises'
import { connect as connectPlain, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { withDeadline } from '../../base/deadline.ts'
import { BerthError, isSystemError } from '../../base/errors.ts'
import type { TlsFiles } from '../docker-contexts.ts'
import type { Endpoint } from './endpoint.ts'
import type { Way } from './relay.ts'

const connectMs = 10_000

/** By TCP, with the context's TLS files: who answers is always verified, whatever the context says of that. */
export function tcpWay({ host, port, tls }: Extract<Endpoint, { kind: 'tcp' }>): Way {
  const at = `${host}:${port}`
  const late = {
    ms: connectMs,
    message: `${at} does not answer.`,
    hint: 'Look whether that computer runs, and whether a firewall or a missing VPN stands between.',
  }
  return {
    connect: (signal) =>
      withDeadline(late, signal, async (within) => {
        const socket = tls
          ? connectTls({
              ...{ host, port, ...(await materialOf(tls)), allowHalfOpen: true },
              // An address has no name to be asked for by (RFC 6066); the certificate is checked against it all the same.
              ...(isIP(host) === 0 && { servername: host }),
            })
          : connectPlain({ host, port, allowHalfOpen: true })
        return established(socket, tls ? 'secureConnect' : 'connect', within)
      }),
    explain: (thrown) => explain(thrown, host, at),
  }
}

async function materialOf({
  ca,
  cert,
  key,
}: TlsFiles): Promise<{ ca?: Buffer; cert?: Buffer; key?: Buffer }> {
  const read = async (file: string): Promise<Buffer> => {
    try {
      return await readFile(file)
    } catch (cause) {
      throw new BerthError('bad-input', `The docker context's ${file} cannot be read.`, {
        hint: 'Make the docker context anew.',
        cause,
      })
    }
  }
  return {
    ...(ca !== null && { ca: await read(ca) }),
    ...(cert !== null && { cert: await read(cert) }),
    ...(key !== null && { key: await read(key) }),
  }
}

function established(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const abort = (): void => void socket.destroy(new Error('called off'))
    signal.addEventListener('abort', abort, { once: true })
    socket.once('error', reject)
    socket.once(event, () => {
      signal.removeEventListener('abort', abort)
      socket.off('error', reject)
      socket.setNoDelay(true)
      resolve(socket)
    })
  })
}

/** What Node's TLS calls a certificate of nobody that the context's authority vouches for. */
const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
])

function explain(thrown: unknown, host: string, at: string): BerthError {
  const code = isSystemError(thrown) ? thrown.code : ''
  const why = thrown instanceof Error ? thrown.message : String(thrown)
  const because = (message: string, hint: string): BerthError =>
    new BerthError('engine-failed', message, { hint, cause: thrown })
  if (untrusted.has(code))
    return because(
      `The certificate of ${at} is not from the authority in the docker context (${why}).`,
      "Put the right authority into the context's ca.pem; if it was right before, somebody else may be answering.",
    )
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return because(`The certificate of ${at} is not valid now: ${why}.`, 'Have it renewed there.')
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return because(
      `The certificate of ${at} is for another name.`,
      'Make the docker context with the name that is in the certificate.',
    )
  if (/^ERR_SSL_.*ALERT.*(CERT|UNKNOWN_CA|ACCESS_DENIED)/.test(code))
    return because(
      `${at} does not accept the certificate of the docker context.`,
      'Give the context a cert.pem and key.pem that the engine knows.',
    )
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO')
    return because(
      `${at} does not speak TLS as the docker context wants it (${why}).`,
      'Look whether the engine listens there with --tlsverify.',
    )
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return because(
      `No computer is called ${host}.`,
      'Look at the name in the docker context, and whether this computer is online.',
    )
  if (code === 'ECONNREFUSED')
    return because(`Nothing listens on ${at}.`, 'Start the engine there, or correct the docker context.')
  return because(
    `The connection to ${at} failed: ${why}.`,
    'Look whether that computer and its engine run, then try again.',
  )
}
