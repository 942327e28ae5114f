import { z } from 'zod'
import { buildOf, Isolation, type WindowsEngine } from './windows-engine.ts'

/** What an image was made for. */
export const ImagePlatformFacts = z.object({
  os: z.string(),
  /** of the Windows that it is based on ("10.0.20348.2700"); '' where it does not say */
  osVersion: z.string(),
  architecture: z.string(),
})
export type ImagePlatformFacts = z.infer<typeof ImagePlatformFacts>

/** Whether a container of an image can run on an engine, as far as it can be known before it is tried. */
export type ImageFit =
  | { readonly kind: 'fits' }
  /** Windows containers only, or Linux containers only */
  | { readonly kind: 'linux-image' | 'windows-image' }
  | { readonly kind: 'other-processor'; readonly image: string; readonly engine: string }
  /** its Windows is newer than the engine's, which no isolation helps */
  | { readonly kind: 'newer-build'; readonly image: number; readonly engine: number }
  /** its Windows is another than the engine's, which only Hyper-V isolation bridges */
  | { readonly kind: 'needs-hyperv'; readonly image: number; readonly engine: number }

/** Releases that promise to run containers of the one before them too, in ascending order. */
const stableReleases = [20348, 26100]
const [firstStable = 0] = stableReleases

/**
 * `engine` null is one whose containers are Linux'. `isolation` null is the engine's own choice. Source: Microsoft,
 * "Windows container version compatibility", and hcsshim's `CheckHostAndContainerCompat` for process isolation since
 * Windows Server 2022.
 */
export function imageFit(
  engine: WindowsEngine | null,
  image: ImagePlatformFacts,
  isolation: Isolation | null,
): ImageFit {
  const isWindows = image.os === 'windows'
  if (!engine) return { kind: isWindows ? 'windows-image' : 'fits' }
  if (!isWindows) return { kind: image.os === '' ? 'fits' : 'linux-image' }
  const { architecture } = image
  if (architecture !== '' && engine.architecture !== '' && architecture !== engine.architecture)
    return { kind: 'other-processor', image: architecture, engine: engine.architecture }
  const [own, its] = [engine.build, buildOf(image.osVersion)]
  if (own === null || its === null) return { kind: 'fits' }
  if (its > own) return { kind: 'newer-build', image: its, engine: own }
  if ((isolation ?? engine.isolation) !== 'process' || sharesKernel(own, its)) return { kind: 'fits' }
  return { kind: 'needs-hyperv', image: its, engine: own }
}

/** Processes of a Windows `its` run on the kernel of a Windows `own`, which is the same or newer. */
function sharesKernel(own: number, its: number): boolean {
  if (own < firstStable) return own === its
  return its >= (stableReleases.findLast((build) => build < own) ?? firstStable)
}
