import type { ErrorCode } from '../base/errors.ts'

/** What the engine says often enough to deserve advice of its own, and a code where its status says little. */
export interface Advice {
  readonly pattern: RegExp
  readonly hint: string
  readonly code?: ErrorCode
}

/**
 * What engines of Windows containers refuse, in their words. Sources: moby (daemon/*_windows.go, distribution/pull_v2_windows.go,
 * libcontainerd/local/local_windows.go), and hcsshim, which adds Windows' own words for a code of Hyper-V's compute service.
 */
export const windowsAdvice: readonly Advice[] = [
  {
    pattern: /operating system does not match the host|0xc0370101/i,
    code: 'wrong-platform',
    hint: 'The image is made for another build of Windows than the engine’s: choose Hyper-V isolation, or a tag of the image for that build.',
  },
  {
    pattern: /no matching manifest for windows|Windows version [\d.]+-based image is incompatible/i,
    code: 'wrong-platform',
    hint: 'The image has nothing for this engine’s build of Windows: look for a tag that has (such as ltsc2022), or, if it is a Linux image, for an engine with Linux containers in the top bar.',
  },
  {
    pattern: /image operating system "linux" cannot be used/i,
    code: 'wrong-platform',
    hint: 'Switch to an engine with Linux containers in the top bar.',
  },
  {
    pattern: /image operating system "windows" cannot be used/i,
    code: 'wrong-platform',
    hint: 'Switch to an engine with Windows containers in the top bar.',
  },
  {
    pattern: /0x80370102|required feature is not installed/i,
    code: 'wrong-platform',
    hint: 'Hyper-V isolation needs Hyper-V on the engine’s computer: turn it on there, or choose process isolation.',
  },
  {
    pattern: /containers using process isolation|cannot resume Windows Server Containers/i,
    code: 'conflict',
    hint: 'On Windows only a container with Hyper-V isolation can be paused: stop this one instead.',
  },
  {
    pattern: /does not support (?:diff|commit) of a running container/i,
    code: 'conflict',
    hint: 'Stop it first: on Windows this works for stopped containers only.',
  },
  {
    pattern: /against a running Hyper-V container are not supported/i,
    code: 'conflict',
    hint: 'Stop it first: a running container with Hyper-V isolation lets nobody at its files.',
  },
  {
    pattern: /resource updating isn't supported on Windows/i,
    code: 'conflict',
    hint: 'Make it anew with other limits: "Edit" in its menu.',
  },
  {
    pattern: /does not support exporting Windows containers/i,
    code: 'conflict',
    hint: 'Make an image of it instead, and save that.',
  },
]
