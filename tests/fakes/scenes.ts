import type { ContainerRow } from '../../electron/api/schema/containers.ts'
import type { ImageRow } from '../../electron/api/schema/images.ts'
import type { Job } from '../../electron/api/schema/jobs.ts'
import type { MachineView, Status, Usage } from '../../electron/api/schema/status.ts'
import { imagesOf, manyContainers, threeContainers } from './rows.ts'

/** All that a page could find when it opens. */
export interface Scene {
  readonly machine: MachineView
  readonly usage: Usage | null
  readonly containers: readonly ContainerRow[]
  readonly images: readonly ImageRow[]
  readonly jobs: readonly Job[]
}

const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString()

const status: Status = {
  state: 'running',
  since: ago(4210),
  driver: 'qemu',
  accelerator: 'tcg',
  acceleratorReason: 'KVM opened, but a guest under it printed nothing within 10 s.',
  suspends: 'to-disk',
  sharing: { filesystem: '9p', folders: [], suspend: false },
  rosetta: null,
  engine: {
    socket: '/home/ada/.berth/run/docker.sock',
    version: '29.9.3',
    apiVersion: '1.56',
    answering: true,
  },
  machine: { cpus: 2, memoryMiB: 2048, diskGiB: 64, diskUsedBytes: 3_420_000_000 },
  lastStart: {
    kind: 'cold',
    ms: 17_340,
    steps: [
      { name: 'Check this computer', ms: 120 },
      { name: 'Prepare the disk', ms: 310 },
      { name: 'Boot Alpine', ms: 5230 },
      { name: 'Connect to the guest', ms: 640 },
      { name: 'Start the engine', ms: 10_780 },
      { name: 'Forward the socket', ms: 90 },
    ],
  },
  page: null,
  errors: [],
}

export const runningMachine = (): MachineView => ({ status, activity: null, engineSince: status.since })

const usage: Usage = {
  cpu: 0.12,
  memoryUsedBytes: 0.71 * 2 ** 30,
  memoryBytes: 2 * 2 ** 30,
  diskUsedBytes: 3.1 * 2 ** 30,
  diskBytes: 64 * 2 ** 30,
}

const nothing = { containers: [], images: [], jobs: [] }

function steps(last: { state: 'running' | 'failed'; progress: string }): MachineView['activity'] {
  return {
    kind: 'start',
    startedAt: ago(7),
    steps: [
      { name: 'Check this computer', state: 'done', startedAt: ago(7), ms: 120, progress: null },
      { name: 'Prepare the disk', state: 'done', startedAt: ago(7), ms: 1310, progress: null },
      { name: 'Boot Alpine', startedAt: ago(5), ms: 5230, ...last },
    ],
  }
}

const timedOut = {
  step: 'Boot Alpine',
  message: 'The guest printed nothing for 60 seconds.',
  hint: 'Look at the machine log; if this computer is busy, try again.',
}

function pulling(): Job {
  return {
    id: 'job-1',
    kind: 'pull',
    subject: 'postgres:17-alpine',
    state: 'running',
    startedAt: ago(9),
    endedAt: null,
    bytes: null,
    layers: [
      { id: 'f18232174bc9', status: 'Already exists', currentBytes: null, totalBytes: null },
      { id: '8cb1f29a7d3c', status: 'Pull complete', currentBytes: 968, totalBytes: 968 },
      { id: '1d0a5b97e2f4', status: 'Downloading', currentBytes: 61_300_000, totalBytes: 98_200_000 },
      { id: 'c3a90be11f77', status: 'Downloading', currentBytes: 2_100_000, totalBytes: 7_900_000 },
      { id: '7be00d1c2a38', status: 'Waiting', currentBytes: null, totalBytes: null },
    ],
    line: null,
    error: null,
  }
}

/** The states that every page is looked at in. */
export const scenes = {
  empty: (): Scene => ({ machine: runningMachine(), usage, ...nothing }),
  three: (): Scene => {
    const containers = threeContainers()
    return { machine: runningMachine(), usage, containers, images: imagesOf(containers), jobs: [] }
  },
  thousand: (): Scene => many(1000),
  crowd: (): Scene => many(5000),
  starting: (): Scene => ({
    machine: {
      status: { ...status, state: 'starting', since: ago(7), engine: null, lastStart: null },
      activity: steps({
        state: 'running',
        progress: 'Alpine Linux 3.23, kernel 6.18: mounting the data disk',
      }),
      engineSince: null,
    },
    usage: null,
    ...nothing,
  }),
  failed: (): Scene => ({
    machine: {
      status: {
        ...status,
        state: 'failed',
        since: ago(3),
        engine: null,
        lastStart: null,
        errors: [timedOut],
      },
      activity: steps({ state: 'failed', progress: timedOut.message }),
      engineSince: null,
    },
    usage: null,
    ...nothing,
  }),
  silent: (): Scene => {
    const { engine } = status
    return {
      ...scenes.three(),
      machine: {
        status: { ...status, engine: engine && { ...engine, answering: false } },
        activity: null,
        engineSince: ago(42),
      },
      usage: null,
    }
  },
  pull: (): Scene => ({ ...scenes.three(), jobs: [pulling()] }),
} as const

export type SceneName = keyof typeof scenes

function many(count: number): Scene {
  const containers = manyContainers(count)
  return { machine: runningMachine(), usage, containers, images: imagesOf(containers), jobs: [] }
}
