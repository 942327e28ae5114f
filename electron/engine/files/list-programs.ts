import { randomUUID } from 'node:crypto'
import type { FileEntry, FileKind } from '../../api/schema/files.ts'
import { clip } from '../text.ts'

/** What stat prints of one file: a mark that no name can forge, numbers, its name, and its name with its target. */
export class StatPrinter {
  readonly #mark = randomUUID()
  #held = ''

  /** for `stat -c`, of GNU coreutils and of BusyBox alike */
  get format(): string {
    return `${this.#mark} %f %s %Y %u %g %U %G %n${this.#mark}%N`
  }

  /** The files that are printed whole so far; the rest is kept for the next piece. `last`: there is none. */
  take(text: string, last = false): Printed[] {
    const records = (this.#held + text).split(`${this.#mark} `)
    this.#held = last ? '' : `${this.#mark} ${records.pop() ?? ''}`
    if (records.length === 1 && records[0] === '') return []
    return records.flatMap((record) => parseRecord(record, this.#mark) ?? [])
  }
}

/** A file with its whole path, as stat was given it. */
export interface Printed {
  readonly path: string
  readonly entry: FileEntry
}

function parseRecord(record: string, mark: string): Printed | null {
  const parts = /^([0-9a-f]+) (\d+) (-?\d+) (\d+) (\d+) (\S+) (\S+) ([^]*)$/.exec(record)
  if (!parts) return null
  const [, mode = '', size = '', modified = '', uid = '', gid = '', owner = '', group = '', names = ''] =
    parts
  const [path = '', shown = ''] = names.split(mark)
  const bits = parseInt(mode, 16)
  const kind = kindOf(bits)
  return {
    path,
    entry: {
      name: clip(path.slice(path.lastIndexOf('/') + 1), 1024),
      kind,
      bytes: Number(size),
      mode: bits & 0o7777,
      uid: Number(uid),
      gid: Number(gid),
      owner: knownName(owner),
      group: knownName(group),
      modified: Number(modified) * 1000,
      target: kind === 'link' ? targetOf(shown.replace(/\n$/, ''), path) : null,
    },
  }
}

const knownName = (name: string): string | null => (name === 'UNKNOWN' ? null : clip(name, 64))

/** GNU's stat writes "name -> target" (told not to quote), BusyBox's "'name' -> 'target'". The name is known. */
function targetOf(shown: string, path: string): string {
  const quoted = `'${path}' -> '`
  if (shown.startsWith(quoted)) return clip(shown.slice(quoted.length, -1))
  const plain = `${path} -> `
  return shown.startsWith(plain) ? clip(shown.slice(plain.length)) : ''
}

/** By the S_IFMT bits of a Unix mode. */
function kindOf(mode: number): FileKind {
  const kinds: Readonly<Record<number, FileKind>> = {
    0x1000: 'pipe',
    0x2000: 'device',
    0x4000: 'folder',
    0x6000: 'device',
    0xa000: 'link',
    0xc000: 'socket',
  }
  return kinds[mode & 0xf000] ?? 'file'
}
