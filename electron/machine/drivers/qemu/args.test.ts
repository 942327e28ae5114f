import { describe, expect, it } from 'vitest'
import { escaped, guestVisible, monitorArg, qemuArgs, type QemuPlan } from './args.ts'

const plan: QemuPlan = {
  architecture: 'x86_64',
  accelerator: 'tcg',
  cpus: 2,
  memoryMiB: 2048,
  image: { kernel: '/i/kernel', initramfs: '/i/initramfs', root: '/i/root.erofs' },
  dataDisk: '/h/data.qcow2',
  seedDisk: '/h/seed.tar',
  monitorSocket: '/h/run/monitor.sock',
  consoleSocket: '/h/run/console.sock',
  sshPort: 40_022,
  sandbox: true,
  shares: [],
  incoming: false,
}

/** The values of every `option` on the command line. */
function values(args: readonly string[], option: string): string[] {
  return args.flatMap((arg, at) => (arg === option ? [args[at + 1] ?? ''] : []))
}

describe('qemuArgs', () => {
  const args = qemuArgs(plan)

  it('boots the image directly, paused, with nothing that was not asked for', () => {
    for (const word of ['-nodefaults', '-no-user-config', '-no-reboot', '-S']) expect(args).toContain(word)
    expect(values(args, '-kernel')).toEqual(['/i/kernel'])
    expect(values(args, '-initrd')).toEqual(['/i/initramfs'])
    expect(values(args, '-smp')).toEqual(['2'])
    expect(values(args, '-m')).toEqual(['2048M'])
    expect(values(args, '-append')[0]).toBe(
      'console=ttyS0 quiet panic=1 berth.ip=10.0.2.15/24,10.0.2.2,10.0.2.3 mitigations=off maxcpus=1 noreplace-smp no_timer_check',
    )
  })

  it.each([
    ['x86_64', 'tcg', 'q35,vmport=off,sata=off,smbus=off', 'tcg,thread=multi,tb-size=512', 'max'],
    ['x86_64', 'kvm', 'q35,vmport=off,sata=off,smbus=off', 'kvm', 'host'],
    ['x86_64', 'hvf', 'q35,vmport=off,sata=off,smbus=off', 'hvf', 'host'],
    ['x86_64', 'whpx', 'q35,vmport=off,sata=off,smbus=off', 'whpx,kernel-irqchip=off', 'qemu64'],
    ['aarch64', 'tcg', 'virt', 'tcg,thread=multi,tb-size=512', 'max,pauth-impdef=on'],
    ['aarch64', 'hvf', 'virt', 'hvf', 'host'],
  ] as const)('on %s with %s is %s', (architecture, accelerator, machine, accel, cpu) => {
    const args = qemuArgs({ ...plan, architecture, accelerator })
    expect([values(args, '-M'), values(args, '-accel'), values(args, '-cpu')]).toEqual([
      [machine],
      [accel],
      [cpu],
    ])
  })

  it('has the guards against speculation off only where nothing speculates, and the right console', () => {
    expect(values(qemuArgs({ ...plan, accelerator: 'kvm' }), '-append')[0]).not.toContain('mitigations')
    expect(values(qemuArgs({ ...plan, architecture: 'aarch64' }), '-append')[0]).toContain('console=ttyAMA0 ')
  })

  it('attaches root and seed read-only, and data so that it shrinks, flushes and survives a full disk', () => {
    const disks = values(args, '-blockdev').map((text) => JSON.parse(text) as Record<string, unknown>)
    expect(disks.map((disk) => [disk['node-name'], disk['driver'], disk['read-only'] ?? false])).toEqual([
      ['root', 'raw', true],
      ['data', 'qcow2', false],
      ['seed', 'raw', true],
    ])
    expect(disks[1]).toMatchObject({
      discard: 'unmap',
      'detect-zeroes': 'unmap',
      cache: { direct: false, 'no-flush': false },
    })
    expect(values(args, '-device')).toContain(
      'virtio-blk-pci,id=data-disk,drive=data,werror=enospc,write-cache=on',
    )
  })

  it('opens one port, on the loopback only', () => {
    expect(values(args, '-netdev')).toEqual(['user,id=net,hostfwd=tcp:127.0.0.1:40022-:22'])
  })

  it('takes folders with commas, spaces, quotes and letters of any script', () => {
    const folder = '/home/Zoë, "née" Ünal/日本, 語'
    const args = qemuArgs({
      ...plan,
      dataDisk: `${folder}/data.qcow2`,
      monitorSocket: `${folder}/m.sock`,
      consoleSocket: `${folder}/c.sock`,
    })
    expect(args.join(' ')).toContain('path=/home/Zoë,, "née" Ünal/日本,, 語/m.sock,server=on')
    expect(args).toContain(monitorArg(`${folder}/m.sock`))
    const data = JSON.parse(values(args, '-blockdev')[1] ?? '') as { file: { filename: string } }
    expect(data.file.filename).toBe(`${folder}/data.qcow2`)
  })

  it('asks for the sandbox and for a state only when told to', () => {
    expect(values(args, '-sandbox')[0]).toContain('spawn=deny')
    expect(qemuArgs({ ...plan, sandbox: false })).not.toContain('-sandbox')
    expect(args).not.toContain('-incoming')
    expect(values(qemuArgs({ ...plan, incoming: true }), '-incoming')).toEqual(['defer'])
  })
})

describe('guestVisible', () => {
  it('is the same wherever the files and sockets are', () => {
    const moved: QemuPlan = {
      ...plan,
      image: { kernel: '/x/k', initramfs: '/x/i', root: '/x/r' },
      dataDisk: '/x/d',
      seedDisk: '/x/s',
      monitorSocket: '/x/m',
      consoleSocket: '/x/c',
      sshPort: 1,
      sandbox: false,
      incoming: true,
    }
    expect(guestVisible(moved)).toEqual(guestVisible(plan))
  })

  it.each([{ cpus: 3 }, { memoryMiB: 1024 }, { accelerator: 'kvm' }, { architecture: 'aarch64' }] as const)(
    'differs with %o',
    (change) => {
      expect(guestVisible({ ...plan, ...change })).not.toEqual(guestVisible(plan))
    },
  )
})

describe('escaped', () => {
  it('doubles commas and nothing else', () => {
    expect(escaped('a,b c"d')).toBe('a,,b c"d')
  })
})
