import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { execa } from 'execa'
import { beforeAll, expect, test } from 'vitest'
import { qemuArgs } from '../../electron/machine/drivers/qemu/args.ts'
import { verifyImage } from '../../electron/machine/image/verify.ts'
import { rosettaTag, shareLines } from '../../electron/machine/shares.ts'
import { ensureImage } from '../../scripts/assets/build.ts'
import { serveFolders } from '../fakes/vfkit/virtiofsd.ts'
import { BootedMachine } from '../fixtures/booted-machine.ts'

/** The image for Apple silicon and ARM servers, on this computer: built for it, and booted by an emulator. */
let image: string
beforeAll(async () => {
  image = await ensureImage('aarch64', (line) => console.error(line))
})

const memoryMiB = 1024
const sharedAt = '/srv/made for Intel'

/** Builds a static program of this source at `file`. */
async function compile(file: string, architecture: 'amd64' | 'arm64', source: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(`${file}.go`, source)
  const env = { CGO_ENABLED: '0', GOOS: 'linux', GOARCH: architecture, GOFLAGS: '', GO111MODULE: 'off' }
  await execa('go', ['build', '-ldflags=-s -w', '-o', file, `${file}.go`], { env })
}

/** Says what the kernel has it run, in place of running it: Apple's own is for Apple's virtual machines alone. */
const standIn = `package main
import ("fmt"; "os")
func main() { fmt.Printf("run by Rosetta: %q\\n", os.Args[1:]) }
`
const intel = `package main
func main() { println("an Intel processor") }
`

test('the aarch64 image boots to an answering engine, with shared folders, and Rosetta for programs made for Intel', async () => {
  const settings = { sharedFolders: [sharedAt] }
  const machine = await BootedMachine.boot(
    'qemu-system-aarch64',
    async ({ dir, seed, sshPort }) => {
      const dataDisk = path.join(dir, 'data.qcow2')
      await execa('qemu-img', ['create', '-q', '-f', 'qcow2', dataDisk, '4G'])
      await compile(path.join(dir, 'rosetta/rosetta'), 'arm64', standIn)
      await compile(path.join(dir, 'shared/intel'), 'amd64', intel)
      const folders = [
        { tag: 'share0', path: path.join(dir, 'shared') },
        { tag: rosettaTag, path: path.join(dir, 'rosetta') },
      ]
      const args = qemuArgs({
        architecture: 'aarch64',
        accelerator: 'tcg',
        cpus: 2,
        memoryMiB,
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
      return [
        ...args
          .filter((arg) => arg !== '-S')
          .map((arg) => (arg.startsWith('socket,id=console') ? 'stdio,id=console' : arg)),
        ...(await serveFolders({ folders, memoryMiB }, dir, AbortSignal.timeout(10_000))),
      ]
    },
    480_000,
    { shares: shareLines(settings, { filesystem: 'virtiofs', suspend: true }), rosetta: '' },
  )
  try {
    expect(await machine.engine()).toMatchObject({ Arch: 'arm64' })
    expect(await machine.run('uname', '-m')).toBe('aarch64\n')
    expect(await machine.run('git', '--version')).toMatch(/^git version/)
    expect(await machine.run(`${sharedAt}/intel`, 'a')).toBe(`run by Rosetta: ["${sharedAt}/intel" "a"]\n`)
    // As in a container, which sees nothing of where Rosetta is.
    expect(await machine.run('chroot', sharedAt, '/intel')).toBe('run by Rosetta: ["/intel"]\n')
    await machine.powerOff()
  } finally {
    await machine.stop()
  }
})
