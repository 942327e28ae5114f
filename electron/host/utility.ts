// First of all: ssh2 takes its ciphers as it is loaded, and others load it too.
import '../guest/ssh2/index.ts'
import { berthHome, pathsOf } from '../base/paths.ts'
import { becomeHost } from './become.ts'
import { serveUtility, type ParentPort } from './desktop/serve-utility.ts'

/** The entry of the desktop's utility process. Everything that it makes is its owner's alone, as the host program's. */
process.umask(0o077)

const { parentPort } = process as NodeJS.Process & { parentPort: ParentPort }
const paths = pathsOf(berthHome())
await serveUtility({
  parent: parentPort,
  become: () => becomeHost(paths, import.meta.dirname),
  controlSocket: paths.run.controlSocket,
  exit: (code) => process.exit(code),
})
