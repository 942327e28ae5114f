import ssh2 from 'ssh2'
import { BerthError } from '../../base/errors.ts'
import { readIfThere, writeAtomic } from '../files.ts'

/** An ed25519 key pair in OpenSSH's formats. */
export interface KeyPair {
  readonly private: string
  /** one line: type, key, comment */
  readonly public: string
}

/** Of an ed25519 key on the wire: two lengths, the name "ssh-ed25519" and 32 bytes (RFC 8709). */
const publicBytes = 4 + 11 + 4 + 32

/**
 * The key pair in `file` and `file.pub`, made on first use. The private half is the truth: the public one is
 * derived from it and written again when it differs. Rejects with `home-unusable` when the key is damaged.
 */
export async function keyPair(file: string, comment: string): Promise<KeyPair> {
  const kept = await readIfThere(file)
  const key = kept ?? generate(comment)
  const pair = { private: key, public: publicOf(key, file, comment) }
  if (kept === null) await writeAtomic(file, pair.private)
  if ((await readIfThere(`${file}.pub`)) !== `${pair.public}\n`)
    await writeAtomic(`${file}.pub`, `${pair.public}\n`)
  return pair
}

/**
 * A private key in OpenSSH's format. ssh2 1.17 drops a leading zero byte of the public half, which spoils one key
 * in 256: such a one is thrown away.
 */
export function generate(comment: string): string {
  for (;;) {
    const key = ssh2.utils.generateKeyPairSync('ed25519', { comment }).private
    const parsed = ssh2.utils.parseKey(key)
    if (!(parsed instanceof Error) && parsed.getPublicSSH().length === publicBytes) return key
  }
}

function publicOf(key: string, file: string, comment: string): string {
  const parsed = ssh2.utils.parseKey(key)
  if (parsed instanceof Error)
    throw new BerthError('home-unusable', `The key ${file} is damaged: ${parsed.message}`, {
      hint: 'Stop the machine and delete this file: the next start makes a new key. Your containers are not touched.',
      cause: parsed,
    })
  return `${parsed.type} ${parsed.getPublicSSH().toString('base64')} ${comment}`
}
