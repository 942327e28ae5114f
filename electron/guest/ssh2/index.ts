import { createRequire } from 'node:module'
import path from 'node:path'
import { withSecretKeys } from './secret-keys.ts'

export { ciphersMade } from './secret-keys.ts'

const require = createRequire(import.meta.url)

/**
 * ssh2, whose ciphers come from secret-keys.ts. It takes them as it is loaded, so a copy that somebody loaded before (the
 * Docker client does) is forgotten first: whoever comes later shares this one.
 */
const ssh2 = withSecretKeys((): typeof import('ssh2') => {
  const inside = path.dirname(require.resolve('ssh2/package.json')) + path.sep
  for (const id of Object.keys(require.cache))
    if (id.startsWith(inside)) Reflect.deleteProperty(require.cache, id)
  return require('ssh2') as typeof import('ssh2')
})

export default ssh2
