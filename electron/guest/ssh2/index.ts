// The order matters: the ciphers must be there when ssh2 is loaded, and not for longer.
import { ciphersMade, restore } from './secret-keys.ts'
import ssh2 from 'ssh2'

restore()

export { ciphersMade }
export default ssh2
