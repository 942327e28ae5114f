import { open, readFile, rename, rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { isSystemError } from '../../electron/base/errors.ts'
import type { Report } from './run.ts'

/**
 * Runs `work` while this process alone holds the lock file. A lock left by a process that is gone is taken over.
 * Waits without a limit for a living one, and says so.
 */
export async function withLock<T>(file: string, report: Report, work: () => Promise<T>): Promise<T> {
  for (let waited = 0; !(await tryLock(file)); waited += 1) {
    if (waited % 5 === 0) report(`Another build is at work on the same files: waiting for it (${waited} s).`)
    await delay(1_000)
  }
  try {
    return await work()
  } finally {
    await rm(file, { force: true })
  }
}

async function tryLock(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600)
    await handle.writeFile(String(process.pid))
    await handle.close()
    return true
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'EEXIST') throw error
  }
  if (await holderLives(file)) return false
  // Renamed before it is removed: of two takers only one moves the dead lock, and neither removes a new one.
  await rename(file, `${file}.${process.pid}`).catch(() => undefined)
  await rm(`${file}.${process.pid}`, { force: true })
  return false
}

/** A lock without a number yet is being written this moment: its holder lives. */
async function holderLives(file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const pid = Number(text)
  if (!Number.isInteger(pid) || pid <= 0) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isSystemError(error) && error.code === 'EPERM'
  }
}
