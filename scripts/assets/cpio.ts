/** A member of an initramfs. Owner and times are always root's and zero: the archive depends on contents alone. */
export type CpioEntry =
  | { readonly kind: 'dir'; readonly name: string; readonly mode: number }
  | { readonly kind: 'file'; readonly name: string; readonly mode: number; readonly data: Uint8Array }
  | { readonly kind: 'link'; readonly name: string; readonly target: string }
  | {
      readonly kind: 'chardev'
      readonly name: string
      readonly mode: number
      readonly major: number
      readonly minor: number
    }

const fileType = { dir: 0o040000, file: 0o100000, link: 0o120000, chardev: 0o020000 } as const

/**
 * A cpio archive in the "newc" format that the kernel unpacks as its initramfs
 * (Documentation/driver-api/early-userspace/buffer-format.rst in Linux): 110 bytes of ASCII header, name and data
 * each padded to 4 bytes, closed by a member named TRAILER!!!.
 */
export function cpio(entries: readonly CpioEntry[]): Buffer {
  const parts = entries.map((entry, index) => member(entry, index + 1))
  return Buffer.concat([
    ...parts,
    member({ kind: 'file', name: 'TRAILER!!!', mode: 0, data: new Uint8Array() }, 0),
  ])
}

function member(entry: CpioEntry, inode: number): Buffer {
  const name = Buffer.from(`${entry.name}\0`)
  const data = entry.kind === 'file' ? entry.data : Buffer.from(entry.kind === 'link' ? entry.target : '')
  const permissions = entry.kind === 'link' ? 0o777 : entry.mode
  const device = entry.kind === 'chardev' ? [entry.major, entry.minor] : [0, 0]
  const fields = [
    inode,
    inode === 0 ? 0 : fileType[entry.kind] | permissions,
    0, // uid
    0, // gid
    entry.kind === 'dir' ? 2 : 1, // links
    0, // mtime
    data.length,
    0, // device of the file: major, minor
    0,
    ...device,
    name.length,
    0, // check sum, unused in newc
  ]
  const header = Buffer.from(`070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`)
  return Buffer.concat([padded(Buffer.concat([header, name])), padded(data)])
}

function padded(data: Uint8Array): Buffer {
  return Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)])
}
