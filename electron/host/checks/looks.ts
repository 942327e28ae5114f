import { execFile } from 'node:child_process'
import { stat, statfs } from 'node:fs/promises'
import os from 'node:os'
import { promisify } from 'node:util'
import { NeedId, type CheckId } from '../../api/schema/checks.ts'
import type { Settings } from '../../api/schema/settings.ts'
import { isAbort, toBerthError } from '../../base/errors.ts'
import type { Installation } from '../../base/installation.ts'
import type { Paths } from '../../base/paths.ts'
import {
  defaultsFor,
  thisComputer,
  verifyImage,
  type Driver,
  type HypervisorLook,
} from '../../machine/index.ts'
import type { ContextLook } from '../docker-context.ts'
import { bytesOnDisk } from '../status.ts'
import { judgeClock } from './clock.ts'
import { judgeDisk } from './disk.ts'
import { judgeEngines } from './engines.ts'
import { failed, ok, type Finding } from './finding.ts'
import { folderFacts, nearest } from './folder-facts.ts'
import { judgeFolders } from './folders.ts'
import { judgeHypervisor } from './hypervisor.ts'
import { judgeImage } from './image.ts'
import { judgeMemory } from './memory.ts'
import { judgeNeed } from './need.ts'
import { judgeProxy } from './proxy.ts'
import { judgeVirtualisation } from './virtualisation.ts'

/** What the checks look with. All of it works while nothing of Berth runs. */
export interface LookParts {
  readonly paths: Paths
  readonly env: NodeJS.ProcessEnv
  readonly driver: Pick<Driver, 'look'>
  /** may reject: a checkout that was not built */
  readonly installation: () => Promise<Installation>
  /** what the machine runs with, or would be started with */
  readonly settings: () => Promise<Settings>
  /** rejects when what is stored is damaged, or more than this computer has */
  readonly checkSettings: () => Promise<unknown>
  readonly context: () => Promise<ContextLook>
}

/** A check's look at this computer; null where there is nothing to look at. */
type Look = (signal: AbortSignal) => Promise<Finding | null>

/** Each check's look at this computer. */
export function looksOf(parts: LookParts): Record<CheckId, Look> {
  const { paths, env } = parts
  let asked: Promise<HypervisorLook> | null = null
  // Several checks want it, and it starts a process.
  const hypervisor = (signal: AbortSignal): Promise<HypervisorLook> =>
    (asked ??= parts.settings().then(({ accelerator }) => parts.driver.look(accelerator, signal)))
  const needs = NeedId.options.map((id): [NeedId, Look] => [
    id,
    async (signal) => {
      // Where nobody can tell, the check of the hypervisor says so once for all.
      const found = await hypervisor(signal).catch(() => null)
      const need = found?.needs.find((each) => each.id === id)
      return need ? judgeNeed(need) : null
    },
  ])
  return {
    ...(Object.fromEntries(needs) as Record<NeedId, Look>),
    folders: async () =>
      judgeFolders({ home: await folderFacts(paths.home), run: await folderFacts(paths.run.dir) }),
    settings: (signal) =>
      parts.checkSettings().then(
        () => ok('They can be read, and fit this computer.'),
        (thrown: unknown) => {
          const { message, hint } = said(signal)(thrown)
          return failed(message, hint)
        },
      ),
    async disk() {
      const folder = await nearest(paths.machine.dir)
      const { bavail, bsize } = await statfs(folder)
      const used = await bytesOnDisk(paths.machine.dataDisk).catch(() => 0)
      const { diskGiB } = await parts.settings()
      const growBytes = Math.max(0, diskGiB * 2 ** 30 - used)
      return judgeDisk({ folder, freeBytes: bavail * bsize, growBytes })
    },
    hypervisor: async (signal) =>
      judgeHypervisor(await hypervisor(signal).then(({ version }) => version, said(signal))),
    async virtualisation(signal) {
      const look = await hypervisor(signal).catch(() => null)
      return judgeVirtualisation({
        asked: (await parts.settings()).accelerator,
        running: look?.running ?? null,
        accelerators: look?.accelerators ?? null,
      })
    },
    image: async (signal) =>
      judgeImage(
        await parts
          .installation()
          .then(({ image }) => verifyImage(image, paths.machine.imageRecord))
          .then(({ id }) => id, said(signal)),
      ),
    async memory(signal) {
      const computer = thisComputer()
      const { memoryMiB } = await parts.settings()
      return judgeMemory({
        machineMiB: memoryMiB,
        defaultMiB: defaultsFor(computer).memoryMiB,
        computerMiB: computer.memoryMiB,
        freeMiB: Math.floor(os.freemem() / 2 ** 20),
        runs: (await hypervisor(signal).catch(() => null))?.running != null,
      })
    },
    clock: async (signal) =>
      judgeClock({
        now: Date.now(),
        builtAt: await parts
          .installation()
          .then(({ page }) => stat(page))
          .then(
            ({ mtimeMs }) => mtimeMs,
            () => null,
          ),
        synchronised: await synchronised(signal),
      }),
    engines: async () =>
      judgeEngines({
        dockerHost: env['DOCKER_HOST'] || null,
        dockerContext: env['DOCKER_CONTEXT'] || null,
        ...(await parts.context()),
      }),
    proxy: async () => judgeProxy({ env, engine: (await parts.settings()).engine }),
  }
}

/** What went wrong as something to judge; what was called off is not. */
function said(signal: AbortSignal) {
  return (thrown: unknown) => {
    if (signal.aborted || isAbort(thrown)) throw thrown
    return toBerthError(thrown)
  }
}

/** systemd's word on whether something keeps the clock (timedatectl(1)); null where there is no systemd. */
async function synchronised(signal: AbortSignal): Promise<boolean | null> {
  const args = ['show', '--property=NTPSynchronized', '--value']
  return promisify(execFile)('timedatectl', args, { signal, timeout: 3000 }).then(
    ({ stdout }) => (/^(yes|no)\s*$/.test(stdout) ? stdout.startsWith('yes') : null),
    () => null,
  )
}
