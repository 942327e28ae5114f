import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { driverContract, type Rig } from '../../../../tests/contract/driver.ts'
import { isAlive, turnOff } from '../../../../tests/fakes/hyperv/behind.ts'
import { bootDiskNaming, installFakeWindows, type FakeVm } from '../../../../tests/fakes/hyperv/install.ts'
import { tinyGuest } from '../../../../tests/fakes/qemu/tiny-guest.ts'
import { silent } from '../../../base/log.ts'
import { pathsOf } from '../../../base/paths.ts'
import type { ImageFiles } from '../../driver.ts'
import { writeSeed } from '../../seed/seed.ts'
import { defaultsFor } from '../../settings/defaults.ts'
import { writeVhdx } from '../../vhdx/write.ts'
import { PowerShell } from '../../windows/powershell.ts'
import { HypervDriver } from './driver.ts'

const never = new AbortController().signal
const init = 'berth: mark init 0.1\n'

async function rig(): Promise<Rig> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'berth-hyperv-'))
  // The tiny guest has no network: that it is ready, its console alone can tell.
  const windows = await installFakeWindows(path.join(root, 'windows'), {
    behind: { kind: 'named' },
    told: [],
  })
  const env = { BERTH_DRIVER: 'hyperv', BERTH_POWERSHELL: windows.program }
  const home = path.join(root, 'home')
  const paths = pathsOf(home, env)
  const shell = new PowerShell(windows.program)
  const driver = new HypervDriver({ paths, log: silent, env, lookMs: 100, shell })
  await driver.check(never)
  const settings = { ...defaultsFor({ cpus: 1, memoryMiB: 4096 }), memoryMiB: 1024 }
  const { dataDisk, seedDisk } = paths.machine
  await driver.prepareDisk(dataDisk, settings.diskGiB)
  await writeSeed(paths.machine, settings, driver.capabilities)
  const guest = async (
    id: string,
    words: string,
    then: Parameters<typeof tinyGuest>[2],
  ): Promise<ImageFiles> => {
    const files = await tinyGuest(path.join(root, id), words, then)
    const bootDisk = path.join(root, id, 'boot.vhdx')
    await writeVhdx(bootDisk, bootDiskNaming(files))
    return { ...files, bootDisk, id }
  }
  const guests = {
    'power-off': () => guest('off', init, 'power-off'),
    fail: () => guest('bad', 'berth: fail disks The seed is missing.\n', 'power-off'),
    'be-silent': () => guest('silent', 'nothing to say\n', 'hang'),
  }
  const alive = (): FakeVm[] => windows.read().vms.filter((vm) => vm.pid !== null && isAlive(vm))
  const off = { expected: true, reason: 'It was turned off, by its guest or in Hyper-V Manager.' }
  return {
    driver,
    spec: { settings, dataDisk, seedDisk, image: await guest('image', init, 'tick') },
    consoleLog: paths.consoleLog,
    guest: (does) => guests[does](),
    running: async () => alive().length,
    crash: async () => {
      for (const vm of alive()) await turnOff(vm)
    },
    startsWith: 'power',
    // Hyper-V says of a machine that it is off, and no more.
    ends: { poweredOff: off, crashed: { ...off, reason: /^It was turned off/ } },
    source: {
      module: 'machine/drivers/hyperv/driver.ts',
      expression: `new module.HypervDriver({ paths: pathsOf(${JSON.stringify(home)}, ${JSON.stringify(env)}), log: silent, env: ${JSON.stringify(env)} })`,
    },
    dispose: async () => {
      for (const vm of alive()) await turnOff(vm)
      shell.close()
      await rm(root, { recursive: true, force: true })
    },
  }
}

driverContract('hyperv', rig)
