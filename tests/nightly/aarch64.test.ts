import path from 'node:path'
import { execa } from 'execa'
import { beforeAll, expect, test } from 'vitest'
import { qemuArgs } from '../../electron/machine/drivers/qemu/args.ts'
import { verifyImage } from '../../electron/machine/image/verify.ts'
import { ensureImage } from '../../scripts/assets/build.ts'
import { BootedMachine } from '../fixtures/booted-machine.ts'

/** The image for Apple silicon and ARM servers, on this computer: built for it, and booted by an emulator. */
let image: string
beforeAll(async () => {
  image = await ensureImage('aarch64', (line) => console.error(line))
})

test('the aarch64 image boots to an answering engine', async () => {
  const machine = await BootedMachine.boot(
    'qemu-system-aarch64',
    async ({ dir, seed, sshPort }) => {
      const dataDisk = path.join(dir, 'data.qcow2')
      await execa('qemu-img', ['create', '-q', '-f', 'qcow2', dataDisk, '4G'])
      const args = qemuArgs({
        architecture: 'aarch64',
        accelerator: 'tcg',
        cpus: 2,
        memoryMiB: 1024,
        image: await verifyImage(image, path.join(dir, 'note'), 'aarch64'),
        dataDisk,
        seedDisk: seed,
        monitorSocket: path.join(dir, 'monitor'),
        consoleSocket: path.join(dir, 'console'),
        sshPort,
        sandbox: false,
        shares: [],
        incoming: false,
      })
      // As the driver starts it, but at once, and with the console in the log.
      return args
        .filter((arg) => arg !== '-S')
        .map((arg) => (arg.startsWith('socket,id=console') ? 'stdio,id=console' : arg))
    },
    480_000,
  )
  try {
    expect(await machine.engine()).toMatchObject({ Arch: 'arm64' })
    expect(await machine.run('uname', '-m')).toBe('aarch64\n')
    expect(await machine.run('git', '--version')).toMatch(/^git version/)
    await machine.powerOff()
  } finally {
    await machine.stop()
  }
})
