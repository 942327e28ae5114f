import { z } from 'zod'
import { BerthError, isAbort, isSystemError, cancelled } from '../../base/errors.ts'
import { registryFailure } from '../pull/failure.ts'
import { clip } from '../text.ts'

/** Node's names for what is wrong with a certificate, in the engine's words for the same. */
const certificateWords: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'x509: certificate signed by unknown authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'x509: certificate signed by unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'x509: certificate signed by unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'x509: certificate signed by unknown authority',
  CERT_HAS_EXPIRED: 'x509: certificate has expired or is not yet valid',
  CERT_NOT_YET_VALID: 'x509: certificate has expired or is not yet valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'x509: certificate is valid for another name',
}

/** A registry was not reached, told in the same sentences as when the engine does not reach it. */
export function unreachable(doing: string, registry: string, thrown: unknown): BerthError {
  if (thrown instanceof BerthError) return thrown
  if (isAbort(thrown)) return cancelled()
  const code = isSystemError(thrown) ? thrown.code : ''
  const words =
    certificateWords[code] ??
    (code === 'EPROTO'
      ? 'http: server gave HTTP response to HTTPS client'
      : `dial tcp: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
  return registryFailure(doing, { registry }, words)
}

/** What a registry answered in place of what it was asked for. */
export function refusedBy(
  doing: string,
  registry: string,
  name: string,
  status: number,
  body: string,
): BerthError {
  const said = clip(messageOf(body), 300)
  const words: Readonly<Record<number, string>> = {
    401: `authentication required (${said || 401})`,
    403: `denied (${said || 403})`,
    404: `not found (${said || 404})`,
    429: `toomanyrequests (${said || 429})`,
  }
  return registryFailure(doing, { registry, name }, words[status] ?? `${registry} answered ${status} ${said}`)
}

const Answer = z.object({ errors: z.array(z.object({ message: z.string() })) })

/** The distribution specification's error: `{"errors":[{"code","message"}]}`. */
function messageOf(body: string): string {
  try {
    return Answer.parse(JSON.parse(body)).errors[0]?.message ?? ''
  } catch {
    return ''
  }
}
