import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits, fit for a URL and for a cookie. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * What a secret is kept and looked up under. Looking up a hash takes no time that depends on the secret, and who reads
 * the host's memory or a dump of it finds no secret there.
 */
export function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
