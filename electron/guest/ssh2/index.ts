import { createRequire } from 'node:module'
import { withSecretKeys } from './secret-keys.ts'

export { ciphersMade } from './secret-keys.ts'

const require = createRequire(import.meta.url)

/**
 * ssh2, whose ciphers come from secret-keys.ts. It takes them as it is loaded, so this must be the first to load it:
 * the host's entry imports this file before anything else. Where somebody else came first (the Docker client loads
 * ssh2 too), all works alike, only slower.
 */
const ssh2 = withSecretKeys(() => require('ssh2') as typeof import('ssh2'))

export default ssh2
