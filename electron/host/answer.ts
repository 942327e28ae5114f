import { OfflineQuestion, type OfflineAnswer } from '../api/schema/offline.ts'
import { toBerthError } from '../base/errors.ts'
import { silent } from '../base/log.ts'
import type { Paths } from '../base/paths.ts'
import { createDriver, loadSettings, resolveSettings, thisComputer } from '../machine/index.ts'
import { settingsService } from './services/settings.ts'
import { diskUsedBytes } from './services/status.ts'

/** Answers one question of the berth command's from disk, while no host runs. Never rejects: an error is an answer. */
export async function answerOffline(paths: Paths, question: string): Promise<OfflineAnswer> {
  try {
    const asked = OfflineQuestion.parse(JSON.parse(question))
    const settings = settingsService(paths, () => null)
    switch (asked.kind) {
      case 'status':
        return { kind: 'status', answer: await statusFromDisk(paths) }
      case 'list-settings':
        return { kind: 'list-settings', answer: await settings.list() }
      case 'set-setting':
        return { kind: 'set-setting', answer: await settings.set(asked.name, asked.value) }
    }
  } catch (thrown) {
    return { kind: 'error', error: { ...toBerthError(thrown).toPlain() } }
  }
}

async function statusFromDisk(paths: Paths): Promise<Extract<OfflineAnswer, { kind: 'status' }>['answer']> {
  const driver = createDriver({ paths, log: silent })
  const found = await driver.find()
  const { cpus, memoryMiB, diskGiB } = resolveSettings(await loadSettings(paths.settings), thisComputer())
  return {
    orphan: found.kind === 'orphan',
    status: {
      state: found.kind === 'suspended' ? 'suspended' : 'stopped',
      since: found.kind === 'suspended' ? found.since : new Date().toISOString(),
      driver: driver.name,
      accelerator: null,
      acceleratorReason: null,
      engine: null,
      machine: { cpus, memoryMiB, diskGiB, diskUsedBytes: await diskUsedBytes(paths.machine.dataDisk) },
      lastStart: null,
      page: null,
      errors: [],
    },
  }
}
