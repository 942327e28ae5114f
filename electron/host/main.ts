// Before all that fills the heap.
import './desktop/bound-heap.ts'
// Then first of all: ssh2 takes its ciphers as it is loaded, and others load it too.
import '../guest/ssh2/index.ts'
import { HostGreeting, offlineArgument } from '../api/schema/offline.ts'
import { toBerthError } from '../base/errors.ts'
import { findInstallation } from '../base/installation.ts'
import { berthHome, pathsOf } from '../base/paths.ts'
import { becomeHost } from './become.ts'
import { serveUtility, type ParentPort } from './desktop/serve-utility.ts'
import { answerOffline } from './offline.ts'

/**
 * The host program's entry. Without arguments it becomes the host of `BERTH_HOME`, if no other process is; with
 * `answer` it answers one question from disk and ends; as the desktop's utility process it has a host for its main
 * process. Everything that it makes is its owner's alone.
 */
process.umask(0o077)

function greet(greeting: HostGreeting): void {
  process.send?.(greeting)
}

async function serveHome(): Promise<void> {
  const host = await becomeHost(pathsOf(berthHome()), import.meta.dirname)
  if (!host) {
    greet({ kind: 'taken' })
    return
  }
  greet({ kind: 'ready' })
  await host.ended
  process.exit(0)
}

// Only a utility process of Electron's has one.
const { parentPort } = process as { parentPort?: ParentPort | null }

if (parentPort) {
  const paths = pathsOf(berthHome())
  await serveUtility({
    parent: parentPort,
    become: () => becomeHost(paths, import.meta.dirname),
    controlSocket: paths.run.controlSocket,
    exit: (code) => process.exit(code),
  })
} else if (process.argv[2] === offlineArgument) {
  const installation = () => findInstallation(import.meta.dirname)
  process.stdout.write(
    JSON.stringify(await answerOffline(pathsOf(berthHome()), process.stdin, installation, process.env)),
  )
} else {
  await serveHome().catch((thrown: unknown) => {
    const error = toBerthError(thrown)
    process.stderr.write(`${error.message}\n${error.hint}\n`)
    greet({ kind: 'failed', error: { ...error.toPlain() } })
    process.exitCode = 1
    if (process.connected) process.disconnect()
  })
}
