/** One thing of an archive: a file of this computer, or a folder. */
export interface TarItem {
  /** where it goes, below the folder that the archive is taken apart in */
  readonly path: string
  /** null for a folder */
  readonly file: File | null
}

export interface Owner {
  readonly uid: number
  readonly gid: number
}

const block = 512
const encoder = new TextEncoder()

/**
 * The files as one tar that the browser sends from the disk as it goes: a Blob of headers and files holds no file's
 * content. (A request body that is a stream needs HTTP/2, which a server on loopback has not.) Every name goes in a
 * record of its own, so that it may be of any length and letters. Source: POSIX, pax interchange format.
 */
export function tarOf(items: readonly TarItem[], owner: Owner): Blob {
  const parts: BlobPart[] = []
  for (const { path, file } of items) {
    const name = file ? path : `${path}/`
    const bytes = file?.size ?? 0
    const records = paxRecord('path', name) + (bytes >= 8 ** 11 ? paxRecord('size', String(bytes)) : '')
    const extra = encoder.encode(records)
    const modified = Math.floor((file?.lastModified ?? Date.now()) / 1000)
    const common = { ...owner, modified }
    parts.push(
      header({ ...common, name: 'pax', type: 'x', bytes: extra.length, mode: 0o644 }),
      extra,
      padding(extra.length),
    )
    parts.push(
      header({ ...common, name: plain(name), type: file ? '0' : '5', bytes, mode: file ? 0o644 : 0o755 }),
    )
    if (file) parts.push(file, padding(bytes))
  }
  parts.push(new Uint8Array(2 * block))
  return new Blob(parts, { type: 'application/x-tar' })
}

/** "length key=value\n", where the length counts itself. */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`
  const bytes = encoder.encode(rest).length
  let length = bytes + String(bytes).length
  length = bytes + String(length).length
  return `${length}${rest}`
}

/** For readers that know no pax records: something short of plain letters. */
const plain = (name: string): string => name.replace(/[^\x20-\x7e]/g, '_').slice(-100)

const padding = (bytes: number): Uint8Array<ArrayBuffer> => new Uint8Array((block - (bytes % block)) % block)

interface Header extends Owner {
  readonly name: string
  readonly type: string
  readonly bytes: number
  readonly mode: number
  readonly modified: number
}

function header(of: Header): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(block)
  const put = (at: number, text: string): void => bytes.set(encoder.encode(text), at)
  const octal = (at: number, length: number, value: number): void =>
    put(
      at,
      value
        .toString(8)
        .padStart(length - 1, '0')
        .slice(-(length - 1)),
    )
  put(0, of.name)
  octal(100, 8, of.mode)
  octal(108, 8, Math.min(of.uid, 0o7777777))
  octal(116, 8, Math.min(of.gid, 0o7777777))
  octal(124, 12, of.bytes)
  octal(136, 12, of.modified)
  put(148, '        ')
  put(156, of.type)
  put(257, 'ustar\x0000')
  octal(
    148,
    7,
    bytes.reduce((sum, byte) => sum + byte, 0),
  )
  bytes[154] = 0
  return bytes
}
