import { describe, expect, it } from 'vitest'
import { parse } from '../../../../tests/fakes/vfkit/command-line.ts'
import { lacksKernel, unspeakable, vfkitArgs, type VfkitPlan } from './args.ts'

const plan: VfkitPlan = {
  architecture: 'aarch64',
  cpus: 4,
  memoryMiB: 2048,
  image: { kernel: '/i/Image', initramfs: '/i/initramfs', root: '/i/root.erofs', bzImage: '/i/bzImage' },
  dataDisk: '/h/data.raw',
  seedDisk: '/h/seed.tar',
  consoleFile: '/h/console.raw',
  monitorSocket: '/r/monitor.sock',
  sshSocket: '/r/ssh.sock',
  mac: '5a:94:ef:00:01:02',
  shares: [{ tag: 'share0', folder: '/Users/Zoë W/src' }],
  rosetta: true,
}

describe('vfkitArgs', () => {
  it('are what vfkit itself reads them as', () => {
    expect(parse(vfkitArgs(plan))).toEqual({
      cpus: 4,
      memoryMiB: 2048,
      kernel: '/i/Image',
      initrd: '/i/initramfs',
      cmdline: 'console=hvc0 quiet panic=1',
      restSocket: '/r/monitor.sock',
      disks: [
        { path: '/i/root.erofs', readOnly: true },
        { path: '/h/data.raw', readOnly: false },
        { path: '/h/seed.tar', readOnly: true },
      ],
      mac: '5a:94:ef:00:01:02',
      logFile: '/h/console.raw',
      folders: [{ tag: 'share0', path: '/Users/Zoë W/src' }],
      rosetta: 'rosetta',
      vsocks: [{ port: 22, path: '/r/ssh.sock', listen: false }],
    })
  })

  it('start on Intel what the framework unpacks itself', () => {
    expect(parse(vfkitArgs({ ...plan, architecture: 'x86_64' })).kernel).toBe('/i/bzImage')
  })

  it('have none of an image that was made for another hypervisor', () => {
    const { bzImage: _, ...image } = plan.image
    expect(lacksKernel({ ...plan, image })).toBe(false)
    expect(lacksKernel({ ...plan, architecture: 'x86_64', image })).toBe(true)
    expect(lacksKernel({ ...plan, architecture: 'x86_64' })).toBe(false)
  })
})

describe('unspeakable', () => {
  it.each<[Partial<VfkitPlan>, RegExp | null]>([
    [{}, null],
    [{ dataDisk: '/Users/Jörg W/data.raw' }, null],
    [{ dataDisk: '/a,b/data.raw' }, /a comma or a quotation mark/],
    [{ seedDisk: '/a"b' }, /a comma or a quotation mark/],
    [{ sshSocket: '/Users/Jörg/ssh.sock' }, /only plain letters/],
    [{ sshSocket: '/a b/ssh.sock' }, /only plain letters/],
  ])('%o: %s', (change, why) => {
    if (why === null) expect(unspeakable({ ...plan, ...change })).toBeNull()
    else expect(unspeakable({ ...plan, ...change })).toMatch(why)
  })
})
