/** The guest's architectures, by their Linux names. */
export const arches = ['x86_64', 'aarch64'] as const

export type Arch = (typeof arches)[number]

/** What each source of parts calls an architecture. */
export interface ArchNames {
  readonly go: string
  readonly debian: string
  /** as in the file names inside the Alpine wheel */
  readonly alpine: string
  /** Debian's multiarch library folder and prefix of its cross compilers */
  readonly triplet: string
  /** the file name of musl's loader */
  readonly muslLoader: string
  /** the path of glibc's loader in the guest, fixed by each architecture's ABI */
  readonly glibcLoader: string
}

export const archNames: Readonly<Record<Arch, ArchNames>> = {
  x86_64: {
    go: 'amd64',
    debian: 'amd64',
    alpine: 'amd64',
    triplet: 'x86_64-linux-gnu',
    muslLoader: 'ld-musl-x86_64.so.1',
    glibcLoader: 'lib64/ld-linux-x86-64.so.2',
  },
  aarch64: {
    go: 'arm64',
    debian: 'arm64',
    alpine: 'arm64',
    triplet: 'aarch64-linux-gnu',
    muslLoader: 'ld-musl-aarch64.so.1',
    glibcLoader: 'lib/ld-linux-aarch64.so.1',
  },
}

/** The guest architecture that this computer runs without translation. */
export function nativeArch(arch: string = process.arch): Arch {
  return arch === 'arm64' ? 'aarch64' : 'x86_64'
}

export function isArch(text: string): text is Arch {
  return (arches as readonly string[]).includes(text)
}
