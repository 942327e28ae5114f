import { text } from 'node:stream/consumers'
import { offlineArgument, type HostGreeting } from '../api/schema/offline.ts'
import { toBerthError } from '../base/errors.ts'
import { prepareHome } from '../base/home.ts'
import { findInstallation } from '../base/installation.ts'
import { berthHome, pathsOf, type Paths } from '../base/paths.ts'
import { answerOffline } from './answer.ts'
import { startHost } from './host.ts'
import { takeLock } from './lock.ts'
import { openLog } from './log.ts'

/** The host process's entry: becomes the one host of its home, or answers one question from disk. */

/** Tells who started this process how that went. Whoever started it by hand reads the exit code. */
function greet(greeting: HostGreeting): Promise<void> {
  return new Promise((resolve) => {
    if (!process.send) {
      resolve()
      return
    }
    process.send(greeting, () => resolve())
  })
}

async function main(paths: Paths): Promise<void> {
  await prepareHome(paths)
  const lock = takeLock(paths.run.lock)
  if (!lock) {
    await greet({ kind: 'taken' })
    return
  }
  const log = openLog(paths.hostLog)
  process.on('uncaughtException', (error) => {
    log.fatal({ error: error.stack }, 'the host process met what it did not expect, and ends')
    process.exit(1)
  })
  const installation = await findInstallation(import.meta.dirname)
  log.info({ version: installation.version, home: paths.home }, 'the host begins')
  const host = await startHost(paths, installation, log)
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => {
      log.info({ signal }, 'asked to quit')
      void host.quit()
    })
  await greet({ kind: 'ready' })
  if (process.connected) process.disconnect()
  await host.ended
  lock.release()
}

if (process.argv[2] === offlineArgument) {
  const answer = await answerOffline(pathsOf(berthHome()), await text(process.stdin))
  process.stdout.write(JSON.stringify(answer))
} else {
  try {
    await main(pathsOf(berthHome()))
    process.exit(0)
  } catch (thrown) {
    const error = toBerthError(thrown)
    await greet({ kind: 'failed', error: { ...error.toPlain() } })
    process.stderr.write(`${error.message}\n${error.hint}\n`)
    process.exit(1)
  }
}
