import { mkdtemp, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { driverContract, inAProcess, type Rig } from '../../../../tests/contract/driver.ts'
import { tinyGuest } from '../../../../tests/fakes/qemu/tiny-guest.ts'
import { installFakeVfkit, type Scenario } from '../../../../tests/fakes/vfkit/install.ts'
import { silent } from '../../../base/log.ts'
import { pathsOf } from '../../../base/paths.ts'
import type { ImageFiles } from '../../driver.ts'
import { findProcesses, killOrphan } from '../../process/find.ts'
import { writeSeed } from '../../seed/seed.ts'
import { defaultsFor } from '../../settings/defaults.ts'
import { monitorUri } from './args.ts'
import { VzDriver } from './driver.ts'

const never = new AbortController().signal
const init = 'berth: mark init 0.1\n'

async function rig(scenario: Scenario = {}): Promise<Rig> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'berth-vz-'))
  const env = {
    BERTH_DRIVER: 'vz',
    BERTH_VFKIT_DIR: await installFakeVfkit(path.join(root, 'bin'), scenario),
  }
  const home = path.join(root, 'home')
  const paths = pathsOf(home, env)
  const marker = monitorUri(paths.run.monitorSocket)
  const driver = new VzDriver({ paths, log: silent, env, architecture: 'x86_64' })
  await driver.check(never)
  const settings = { ...defaultsFor({ cpus: 1, memoryMiB: 4096 }), memoryMiB: 1024, rosetta: false }
  const { dataDisk, seedDisk } = paths.machine
  await driver.prepareDisk(dataDisk, settings.diskGiB)
  await writeSeed(paths.machine, settings, driver.capabilities)
  const guest = async (
    name: string,
    words: string,
    then: Parameters<typeof tinyGuest>[2],
  ): Promise<ImageFiles> => {
    const image = await tinyGuest(path.join(root, name), words, then)
    return { ...image, bzImage: image.kernel }
  }
  const guests = {
    'power-off': () => guest('off', init, 'power-off'),
    fail: () => guest('bad', 'berth: fail disks The seed is missing.\n', 'power-off'),
    'be-silent': () => guest('silent', 'nothing to say\n', 'hang'),
  }
  return {
    ...inAProcess,
    driver,
    spec: { settings, dataDisk, seedDisk, image: await guest('image', init, 'tick') },
    consoleLog: paths.consoleLog,
    guest: (does) => guests[does](),
    running: async () => (await findProcesses(marker)).length,
    crash: async () => {
      for (const pid of await findProcesses(marker)) process.kill(pid, 'SIGKILL')
    },
    source: {
      module: 'machine/drivers/vz/driver.ts',
      expression: `new module.VzDriver({ paths: pathsOf(${JSON.stringify(home)}, ${JSON.stringify(env)}), log: silent, env: ${JSON.stringify(env)}, architecture: 'x86_64' })`,
    },
    dispose: async () => {
      for (const pid of await findProcesses(marker)) await killOrphan(pid, marker)
      await rm(root, { recursive: true, force: true })
    },
  }
}

driverContract('vz', rig)

describe('vz', () => {
  let made: Rig
  const start = async (scenario: Scenario): Promise<Awaited<ReturnType<Rig['driver']['start']>>> => {
    made = await rig(scenario)
    return made.driver.start(made.spec, never, () => undefined)
  }
  afterEach(() => made.dispose())

  it('tells why macOS refused, and leaves nothing', async () => {
    await expect(start({ unsigned: true })).rejects.toThrow(
      /it is not signed for it\. vfkit said: .*entitlement/,
    )
    expect(await made.running()).toBe(0)
  })

  it('tells what the guest said, also of a machine that was over before it could be asked', async () => {
    made = await rig({ restComesLate: true })
    const image = await made.guest('fail')
    const machine = await made.driver.start({ ...made.spec, image }, never, () => undefined).catch(String)
    const why = typeof machine === 'string' ? machine : (await machine.exited).reason
    expect(why).toContain('The guest failed (disks): The seed is missing.')
    expect(await made.running()).toBe(0)
  })

  it('ends a machine that does not stop when it is told to stop hard', async () => {
    const machine = await start({ survivesHardStop: true })
    await machine.kill()
    expect(await made.running()).toBe(0)
  })

  it('runs on when it cannot be paused', async () => {
    const machine = await start({ refusesPause: true })
    await expect(machine.suspend(never)).rejects.toThrow(
      /vfkit refused Pause: .*Invalid virtual machine state/,
    )
    expect((await made.driver.find()).kind).toBe('orphan')
    await machine.kill()
  })

  it('closes its sockets to others', async () => {
    const machine = await start({})
    const { run } = pathsOf(path.join(path.dirname(path.dirname(made.consoleLog))))
    for (const file of [run.monitorSocket, run.sshSocket]) expect((await stat(file)).mode & 0o077).toBe(0)
    await machine.kill()
  })
})
