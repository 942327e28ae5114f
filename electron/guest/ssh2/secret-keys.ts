import crypto from 'node:crypto'

type Create = (algorithm: string, key: crypto.CipherKey, ...rest: unknown[]) => unknown

const keys = new WeakMap<object, crypto.KeyObject>()
let made = 0

/** How many ciphers were made for who was loaded by `withSecretKeys`. */
export function ciphersMade(): number {
  return made
}

/**
 * Runs `load` with ciphers that make a `KeyObject` of their key; what it loads keeps them, the rest of the process does not.
 *
 * Node 24 finds out that a key is a plain Buffer by catching two exceptions, some 80 µs for each cipher, against 6 µs with a
 * `KeyObject` (lib/internal/crypto/keys.js, `isKeyObject`); ssh2 makes a cipher for each packet and has only Buffers.
 */
export function withSecretKeys<T>(load: () => T): T {
  const { createCipheriv, createDecipheriv, createHmac } = crypto
  const counted =
    (create: Create): Create =>
    (algorithm, key, ...rest) => {
      made += 1
      return create(algorithm, keyObject(key), ...rest)
    }
  Object.assign(crypto, {
    createCipheriv: counted(createCipheriv as Create),
    createDecipheriv: counted(createDecipheriv as Create),
    createHmac: counted(createHmac as Create),
  })
  try {
    return load()
  } finally {
    Object.assign(crypto, { createCipheriv, createDecipheriv, createHmac })
  }
}

/** ssh2 keeps one Buffer per key and never writes to it, so that the Buffer can stand for its key. */
function keyObject(key: crypto.CipherKey): crypto.CipherKey {
  if (!Buffer.isBuffer(key)) return key
  let known = keys.get(key)
  if (!known) keys.set(key, (known = crypto.createSecretKey(key)))
  return known
}
