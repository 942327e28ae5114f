import { stat } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { OfflineQuestion, type OfflineAnswer, type OfflineStatus } from '../api/schema/offline.ts'
import type { ChecksService } from '../api/services/checks.ts'
import type { SettingsService } from '../api/services/index.ts'
import { toBerthError } from '../base/errors.ts'
import { prepareHome } from '../base/home.ts'
import type { Installation } from '../base/installation.ts'
import { silent } from '../base/log.ts'
import type { Paths } from '../base/paths.ts'
import { createDriver, currentSettings, type MachineSnapshot } from '../machine/index.ts'
import { checksService } from './checks/service.ts'
import { settingsFor } from './compose.ts'
import { diagnosticsService } from './diagnostics/service.ts'
import { DockerContext } from './docker-context.ts'
import { HostEngineSettings } from './engine-settings/service.ts'
import { settingsService } from './settings-service.ts'
import { bytesOnDisk, toStatus } from './status.ts'

/** Reads one question, answers it from what is on disk, and changes nothing but a setting that it is told to. */
export async function answerOffline(
  paths: Paths,
  input: NodeJS.ReadableStream,
  installation: () => Promise<Installation>,
  env: NodeJS.ProcessEnv,
): Promise<OfflineAnswer> {
  try {
    const question = OfflineQuestion.parse(JSON.parse(await text(input)))
    return await answer({ paths, installation, env }, question)
  } catch (thrown) {
    return { kind: 'error', error: { ...toBerthError(thrown).toPlain() } }
  }
}

interface OfflineParts {
  readonly paths: Paths
  readonly installation: () => Promise<Installation>
  readonly env: NodeJS.ProcessEnv
}

async function answer(parts: OfflineParts, question: OfflineQuestion): Promise<OfflineAnswer> {
  const { paths } = parts
  const settings = settingsService({
    file: paths.settings,
    dataDisk: paths.machine.dataDisk,
    canShare: createDriver({ paths, log: silent }).capabilities.shares !== null,
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
    case 'checks':
      return { kind: 'checks', answer: await offlineChecks(parts, settings).run(never()) }
    case 'fix':
      await prepareHome(paths)
      await offlineChecks(parts, settings).fix(question.action)
      return { kind: 'fix', answer: null }
    case 'diagnostics':
      return {
        kind: 'diagnostics',
        answer: await diagnosticsService({
          paths,
          env: parts.env,
          version: async () => (await parts.installation()).version,
          status: () => offlineStatus(paths),
          checks: (signal) => offlineChecks(parts, settings).run(signal),
          settings: () => settings.list(),
          engineLog: () => null,
        }).write(question.file, never()),
      }
  }
}

/** Nobody calls a question off but by ending this process. */
const never = (): AbortSignal => new AbortController().signal

function offlineChecks(parts: OfflineParts, change: SettingsService): ChecksService {
  const { paths, env, installation } = parts
  const context = async (): Promise<DockerContext> =>
    new DockerContext({
      // Without them docker cannot be asked, which is a finding and no error.
      tools: (await installation().catch(() => null))?.tools ?? '',
      engineSocket: paths.run.engineSocket,
      env,
      log: silent,
    })
  return checksService({
    paths,
    env,
    driver: createDriver({ paths, log: silent }),
    installation,
    settings: async () => (await settingsFor(paths, null)).settings,
    checkSettings: () => currentSettings(paths),
    context: async () => (await context()).look(),
    useContext: async () => (await context()).use(),
    change,
  })
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
    driver,
    snapshot,
    engine: {
      answering: false,
      since,
      version: null,
      apiVersion: null,
      os: null,
      windows: null,
      reason: null,
    },
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
