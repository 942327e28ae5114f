// First of all: ssh2 takes its ciphers as it is loaded, and others load it too.
import '../guest/ssh2/index.ts'
import { HostGreeting, offlineArgument } from '../api/schema/offline.ts'
import { toBerthError } from '../base/errors.ts'
import { prepareHome } from '../base/home.ts'
import { findInstallation } from '../base/installation.ts'
import { berthHome, pathsOf } from '../base/paths.ts'
import { runHost } from './host.ts'
import { takeLock } from './lock.ts'
import { openLog } from './log.ts'
import { answerOffline } from './offline.ts'

/**
 * The host program's entry. Without arguments it becomes the host of `BERTH_HOME`, if no other process is; with
 * `answer` it answers one question from disk and ends. Everything that it makes is its owner's alone.
 */
process.umask(0o077)

function greet(greeting: HostGreeting): void {
  process.send?.(greeting)
}

async function becomeHost(): Promise<void> {
  const paths = pathsOf(berthHome())
  await prepareHome(paths)
  const lock = takeLock(paths.run.lock)
  if (!lock) {
    greet({ kind: 'taken' })
    return
  }
  const log = openLog(paths.hostLog)
  process.on('uncaughtException', (error) => {
    // A machine outlives its host, and the next host takes it over: going on in an unknown state helps nobody.
    log.error({ error: error.message, stack: error.stack }, 'the host ends: an unexpected error')
    process.exit(1)
  })
  const host = await runHost(paths, await findInstallation(import.meta.dirname), log, process.env)
  let asked = false
  const onSignal = (signal: NodeJS.Signals): void => {
    log.info({ signal }, asked ? 'told to end again: it ends at once' : 'told to end')
    if (asked) process.exit(1)
    asked = true
    void host.quit()
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
  process.on('SIGHUP', onSignal)
  greet({ kind: 'ready' })
  await host.ended
  lock.release()
  process.exit(0)
}

if (process.argv[2] === offlineArgument) {
  process.stdout.write(JSON.stringify(await answerOffline(pathsOf(berthHome()), process.stdin)))
} else {
  await becomeHost().catch((thrown: unknown) => {
    const error = toBerthError(thrown)
    process.stderr.write(`${error.message}\n${error.hint}\n`)
    greet({ kind: 'failed', error: { ...error.toPlain() } })
    process.exitCode = 1
    if (process.connected) process.disconnect()
  })
}
