import crypto from 'node:crypto'

type Create = (algorithm: string, key: crypto.CipherKey, ...rest: unknown[]) => unknown

const keys = new WeakMap<object, crypto.KeyObject>()
let used = 0

/** How often a cipher was made through here: none after a handshake means that ssh2 had been loaded before. */
export function ciphersMade(): number {
  return used
}

/**
 * Gives ssh2, if it is loaded before `restore` is called, ciphers that take their key as a `KeyObject`.
 *
 * Node 24 finds out that a key is a plain Buffer by catching two exceptions, some 80 µs for each cipher, against 6 µs with a
 * `KeyObject` (lib/internal/crypto/keys.js, `isKeyObject`); ssh2 makes a cipher for each packet and has only Buffers.
 */
function wrap(): () => void {
  const { createCipheriv, createDecipheriv, createHmac } = crypto
  const fast =
    (create: Create): Create =>
    (algorithm, key, ...rest) => {
      used += 1
      return create(algorithm, keyObject(key), ...rest)
    }
  Object.assign(crypto, {
    createCipheriv: fast(createCipheriv as Create),
    createDecipheriv: fast(createDecipheriv as Create),
    createHmac: fast(createHmac as Create),
  })
  return () => Object.assign(crypto, { createCipheriv, createDecipheriv, createHmac })
}

/** ssh2 keeps one Buffer per key and never writes to it, so that the Buffer can stand for its key. */
function keyObject(key: crypto.CipherKey): crypto.CipherKey {
  if (!Buffer.isBuffer(key)) return key
  let known = keys.get(key)
  if (!known) keys.set(key, (known = crypto.createSecretKey(key)))
  return known
}

export const restore = wrap()
