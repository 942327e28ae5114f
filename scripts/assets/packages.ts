/** A system package, by Debian's name, and the program or file that shows that it is there. */
export interface SystemPackage {
  readonly name: string
  readonly proof: string
  /** what Berth needs it for: build, run or test */
  readonly for: 'build' | 'run' | 'test'
}

/** Every Debian package that building, running and testing Berth needs beside Node, Go and Python with pip. */
export const systemPackages: readonly SystemPackage[] = [
  { name: 'ca-certificates', proof: '/etc/ssl/certs/ca-certificates.crt', for: 'build' },
  { name: 'e2fsprogs', proof: '/usr/sbin/debugfs', for: 'build' },
  { name: 'erofs-utils', proof: '/usr/bin/mkfs.erofs', for: 'build' },
  { name: 'gcc', proof: '/usr/bin/gcc', for: 'build' },
  { name: 'libc6-dev', proof: '/usr/include/stdlib.h', for: 'build' },
  { name: 'libseccomp-dev', proof: '/usr/include/seccomp.h', for: 'build' },
  { name: 'pkg-config', proof: '/usr/bin/pkg-config', for: 'build' },
  { name: 'qemu-utils', proof: '/usr/bin/qemu-img', for: 'build' },
  { name: 'qemu-system-x86', proof: '/usr/bin/qemu-system-x86_64', for: 'run' },
  { name: 'openssh-client', proof: '/usr/bin/ssh', for: 'test' },
  { name: 'chromium', proof: '/usr/bin/chromium', for: 'test' },
]

/** The packages that cross-building the aarch64 image needs on an x86_64 computer, and booting it there. */
export const crossPackages: readonly SystemPackage[] = [
  { name: 'gcc-aarch64-linux-gnu', proof: '/usr/bin/aarch64-linux-gnu-gcc', for: 'build' },
  { name: 'libc6-dev-arm64-cross', proof: '/usr/aarch64-linux-gnu/include/stdlib.h', for: 'build' },
  { name: 'qemu-system-arm', proof: '/usr/bin/qemu-system-aarch64', for: 'test' },
]
