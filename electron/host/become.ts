import { prepareHome } from '../base/home.ts'
import { findInstallation } from '../base/installation.ts'
import type { Paths } from '../base/paths.ts'
import { runHost, type RunningHost } from './host.ts'
import { takeLock } from './lock.ts'
import { openLog } from '../base/open-log.ts'

/** Becomes the host of a home; null when another process is. `dir`: where this program is. */
export async function becomeHost(paths: Paths, dir: string): Promise<RunningHost | null> {
  await prepareHome(paths)
  const lock = takeLock(paths.run.lock)
  if (!lock) return null
  const log = openLog(paths.hostLog)
  process.on('uncaughtException', (error) => {
    // A machine outlives its host, and the next host takes it over: going on in an unknown state helps nobody.
    log.error({ error: error.message, stack: error.stack }, 'the host ends: an unexpected error')
    process.exit(1)
  })
  const host = await runHost(paths, await findInstallation(dir), log, process.env)
  let asked = false
  const onSignal = (signal: NodeJS.Signals): void => {
    log.info({ signal }, asked ? 'told to end again: it ends at once' : 'told to end')
    if (asked) process.exit(1)
    asked = true
    void host.quit()
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, onSignal)
  void host.ended.then(() => lock.release())
  return host
}
