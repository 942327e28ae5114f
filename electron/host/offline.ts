import { stat } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { OfflineQuestion, type OfflineAnswer, type OfflineStatus } from '../api/schema/offline.ts'
import { toBerthError } from '../base/errors.ts'
import { prepareHome } from '../base/home.ts'
import { silent } from '../base/log.ts'
import type { Paths } from '../base/paths.ts'
import { createDriver, type MachineSnapshot } from '../machine/index.ts'
import { settingsFor } from './compose.ts'
import { HostEngineSettings } from './engine-settings/service.ts'
import { settingsService } from './settings-service.ts'
import { bytesOnDisk, toStatus } from './status.ts'

/** Reads one question, answers it from what is on disk, and changes nothing but a setting that it is told to. */
export async function answerOffline(paths: Paths, input: NodeJS.ReadableStream): Promise<OfflineAnswer> {
  try {
    return await answer(paths, OfflineQuestion.parse(JSON.parse(await text(input))))
  } catch (thrown) {
    return { kind: 'error', error: { ...toBerthError(thrown).toPlain() } }
  }
}

async function answer(paths: Paths, question: OfflineQuestion): Promise<OfflineAnswer> {
  const settings = settingsService({
    file: paths.settings,
    dataDisk: paths.machine.dataDisk,
    inUse: () => null,
    engine: new HostEngineSettings({
      file: paths.settings,
      running: () => null,
      changed: () => undefined,
      log: silent,
    }),
    changed: () => undefined,
  })
  switch (question.kind) {
    case 'status':
      return { kind: 'status', answer: await offlineStatus(paths) }
    case 'list-settings':
      return { kind: 'list-settings', answer: await settings.list() }
    case 'set-setting':
      await prepareHome(paths)
      return { kind: 'set-setting', answer: await settings.set(question.name, question.value) }
  }
}

async function offlineStatus(paths: Paths): Promise<OfflineStatus> {
  const driver = createDriver({ paths, log: silent })
  const found = await driver.find()
  const { settings, errors } = await settingsFor(paths, null)
  const since = found.kind === 'suspended' ? found.since : await lastWritten(paths.machine.dataDisk)
  const snapshot: MachineSnapshot = {
    state: found.kind === 'suspended' ? 'suspended' : 'stopped',
    since,
    settings: null,
    accelerator: null,
    acceleratorReason: null,
    lastStart: null,
    activity: null,
    errors: [],
  }
  const status = toStatus({
    driver: driver.name,
    snapshot,
    engine: { answering: false, since, version: null, apiVersion: null, reason: null },
    engineSocket: paths.run.engineSocket,
    settings,
    diskUsedBytes: await bytesOnDisk(paths.machine.dataDisk),
    page: null,
    errors,
  })
  return { status, orphan: found.kind === 'orphan' }
}

/** A stopped machine has been so since its disk was written last; one that never ran, since now. */
async function lastWritten(file: string): Promise<string> {
  const found = await stat(file).catch(() => null)
  return (found?.mtime ?? new Date()).toISOString()
}
