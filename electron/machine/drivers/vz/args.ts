import type { ImageManifest } from '../../image/manifest.ts'
import type { ImageFiles } from '../../driver.ts'
import { rosettaTag, type Share } from '../../shares.ts'

/** All that vfkit's command line depends on. */
export interface VfkitPlan {
  readonly architecture: ImageManifest['architecture']
  readonly cpus: number
  readonly memoryMiB: number
  readonly image: Pick<ImageFiles, 'kernel' | 'initramfs' | 'root' | 'bzImage'>
  readonly dataDisk: string
  readonly seedDisk: string
  /** what the guest prints is written here */
  readonly consoleFile: string
  readonly monitorSocket: string
  /** where the guest's sshd answers on the host */
  readonly sshSocket: string
  readonly mac: string
  readonly shares: readonly Share[]
  readonly rosetta: boolean
}

/** The port of the guest's vsock that leads to its sshd. */
export const sshPort = 22

/** vfkit's command line (its doc/usage.md). */
export function vfkitArgs(plan: VfkitPlan): string[] {
  const { image } = plan
  // On Intel the framework starts a bzImage only; an arm64 kernel has to be unpacked, and is.
  const kernel = plan.architecture === 'x86_64' ? (image.bzImage ?? image.kernel) : image.kernel
  const devices = [
    `virtio-blk,path=${image.root},readonly`,
    `virtio-blk,path=${plan.dataDisk}`,
    `virtio-blk,path=${plan.seedDisk},readonly`,
    `virtio-net,nat,mac=${plan.mac}`,
    'virtio-rng',
    'virtio-balloon',
    `virtio-serial,logFilePath=${plan.consoleFile}`,
    `virtio-vsock,port=${sshPort},socketURL=${plan.sshSocket},connect`,
    ...plan.shares.map(({ tag, folder }) => `virtio-fs,sharedDir=${folder},mountTag=${tag}`),
    ...(plan.rosetta ? [`rosetta,mountTag=${rosettaTag}`] : []),
  ]
  return [
    ...['--cpus', `${plan.cpus}`, '--memory', `${plan.memoryMiB}`],
    ...[
      '--bootloader',
      `linux,kernel=${kernel},initrd=${image.initramfs},cmdline="console=hvc0 quiet panic=1"`,
    ],
    ...devices.flatMap((device) => ['--device', device]),
    ...['--restful-uri', monitorUri(plan.monitorSocket)],
  ]
}

/** The argument by which a vfkit of ours is known among all processes: it holds the path of this home's socket. */
export function monitorUri(socket: string): string {
  return `unix://${socket}`
}

/** True where the framework would not start the image's kernel: on Intel it wants a bzImage, which not every image has. */
export const lacksKernel = ({ architecture, image }: VfkitPlan): boolean =>
  architecture === 'x86_64' && image.bzImage === undefined

/**
 * Why vfkit could not be told a path, as the rest of a sentence; null when it can. Its lists are cut at commas and know no
 * escape, and the path of the SSH socket goes through a URL, which changes all but the plainest letters.
 */
export function unspeakable(plan: VfkitPlan): string | null {
  const { kernel, initramfs, root, bzImage = '' } = plan.image
  const files = [kernel, initramfs, root, bzImage, plan.dataDisk, plan.seedDisk, plan.consoleFile]
  const cut = files.find((file) => /[,"]/.test(file))
  if (cut !== undefined) return `vfkit cannot open ${cut}: a comma or a quotation mark is in its path`
  const socket = [plan.sshSocket, plan.monitorSocket].find((file) => !/^[\w./~@+-]+$/.test(file))
  return socket === undefined
    ? null
    : `vfkit cannot listen at ${socket}: only plain letters may be in its path`
}
