import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { verifyImage } from '../../electron/machine/image/verify.ts'
import { makeVhdx, writeVhdx } from '../../electron/machine/vhdx/write.ts'
import { ensureShape, nativeArch } from '../../scripts/assets/build.ts'
import { BootedMachine } from '../fixtures/booted-machine.ts'

const firmware = '/usr/share/OVMF/OVMF_CODE_4M.fd'

/**
 * Hyper-V's boot disk, as its firmware would boot it: UEFI alone, every disk a SCSI disk, an address by DHCP. The bus is a
 * virtio one here; what Hyper-V's own needs is in the same image.
 */
test.runIf(nativeArch() === 'x86_64')('the VHDX boots by UEFI to an answering engine', async () => {
  const image = await ensureShape('hyperv', 'x86_64', (line) => console.error(line))
  const machine = await BootedMachine.boot(
    'qemu-system-x86_64',
    async ({ dir, seed, sshPort }) => {
      const { bootDisk = '' } = await verifyImage(image, path.join(dir, 'note'), 'x86_64')
      // Writes of the firmware's, if there are any, go to a disk over it: the image is nobody's to change.
      const over = path.join(dir, 'over.qcow2')
      const data = path.join(dir, 'data.vhdx')
      const seedDisk = path.join(dir, 'seed.vhdx')
      await execa('qemu-img', ['create', '-q', '-f', 'qcow2', '-F', 'vhdx', '-b', bootDisk, over])
      // The other disks are made as the driver makes them.
      await makeVhdx(data, 4 * 2 ** 30, 64 * 2 ** 30)
      await writeVhdx(seedDisk, await readFile(seed))
      const disk = (id: string, file: string, format: string, more = ''): string[] => [
        ...['-drive', `if=none,id=${id},format=${format},file=${file}${more}`],
        ...['-device', `scsi-hd,bus=scsi.0,drive=${id}`],
      ]
      return [
        ...['-nodefaults', '-no-user-config', '-no-reboot', '-display', 'none', '-serial', 'stdio'],
        ...[
          '-M',
          'q35,vmport=off',
          '-accel',
          'tcg,thread=multi,tb-size=512',
          '-cpu',
          'max',
          '-smp',
          '2',
          '-m',
          '1024M',
        ],
        ...['-drive', `if=pflash,unit=0,format=raw,readonly=on,file=${firmware}`],
        ...['-device', 'virtio-scsi-pci,id=scsi'],
        ...disk('boot', over, 'qcow2'),
        ...disk('data', data, 'vhdx'),
        ...disk('seed', seedDisk, 'vhdx', ',readonly=on'),
        ...['-netdev', `user,id=net,hostfwd=tcp:127.0.0.1:${sshPort}-:22`],
        ...['-device', 'virtio-net-pci,netdev=net,romfile='],
      ]
    },
    200_000,
  )
  try {
    expect(await machine.engine()).toMatchObject({
      Version: expect.stringMatching(/^29\./) as string,
      Arch: 'amd64',
    })
    const mounts = await machine.run('cat', '/proc/mounts')
    expect(mounts).toMatch(/^\/dev\/sd.2 \/ erofs ro/m)
    expect(mounts).toMatch(/^\/dev\/sd. \/data ext4 rw/m)
    expect(machine.console()).toContain('berth: address 10.0.2.15')
    // What is Hyper-V's is started on its bus only, and stands ready for it.
    expect(await machine.run('sh', '-c', 'ps; lsmod')).not.toMatch(/berth\/kvp|hv_utils/)
    expect(
      await machine.run('sh', '-c', 'modinfo -n hv_utils hv_balloon && ls /usr/libexec/berth/kvp'),
    ).toMatch(/hv_utils/)
    await machine.powerOff()
  } finally {
    await machine.stop()
  }
})
