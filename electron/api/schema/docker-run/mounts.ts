import { isUnixPath, isWindowsPath } from '../run-paths.ts'
import type { MountRow, RunSpec } from '../run-spec.ts'
import type { Flag, Tell } from './flag.ts'

/** What docker's -v takes: "data:/var/lib", "/srv:/srv:ro", "/var/cache", "C:\\srv:C:\\srv:ro". */
export function parseVolume(value: string): MountRow | null {
  const parts = volumeParts(value)
  if (parts.length > 3 || parts.some((part) => part === '')) return null
  const [first = '', second, third = ''] = parts
  const options = third.split(',').filter((option) => option !== '' && option !== 'rw')
  return {
    source: second === undefined ? '' : first,
    target: second ?? first,
    readOnly: options.includes('ro'),
    options: options.filter((option) => option !== 'ro').join(','),
  }
}

/** A letter alone before a colon is a drive, unless all would be one path with slashes: "c:/data" is a volume "c". */
function volumeParts(value: string): string[] {
  const parts = value.split(/(?<!(?:^|:)[A-Za-z]):/)
  const isPlace = /^(?:[A-Za-z]:)?[\\/]/.test(parts[1] ?? parts[0] ?? '')
  return (parts.length === 1 && !value.includes('\\')) || !isPlace ? value.split(':') : parts
}

export function printVolume({ source, target, readOnly, options }: MountRow): string {
  const all = [...(readOnly ? ['ro'] : []), ...(options === '' ? [] : [options])].join(',')
  // Without a source there is no place for options: such a volume is a --mount.
  return [...(source === '' ? [] : [source]), target, ...(all === '' ? [] : [all])].join(':')
}

export const volumeFlag: Flag = {
  names: ['-v', '--volume'],
  takes: 'value',
  put(spec, value, tell) {
    const row = parseVolume(value)
    if (!row) {
      tell('bad-value', `-v ${value}`)
      return
    }
    if (/^[.~]/.test(row.source)) tell('relative-path', `-v ${value}`)
    spec.mounts.push(row)
  },
  print: (spec) =>
    spec.mounts.map((row) =>
      row.source === '' && (row.readOnly || row.options !== '')
        ? ['--mount', `type=volume,dst=${row.target}${row.readOnly ? ',readonly' : ''}`]
        : ['-v', printVolume(row)],
    ),
}

/** The longer `--mount type=…,src=…,dst=…`, a line of comma-separated values. */
export const mountFlag: Flag = {
  names: ['--mount'],
  takes: 'value',
  put: putMount,
  print: () => [],
}

const yes = new Set(['', 'true', '1'])

function putMount(spec: RunSpec, value: string, tell: Tell): void {
  const row: MountRow = { source: '', target: '', readOnly: false, options: '' }
  const tmpfs: string[] = []
  const options: string[] = []
  let type = 'volume'
  for (const field of csv(value)) {
    const at = field.indexOf('=')
    const key = (at < 0 ? field : field.slice(0, at)).toLowerCase()
    const said = at < 0 ? '' : field.slice(at + 1)
    if (key === 'type') type = said
    else if (key === 'src' || key === 'source') row.source = said
    else if (key === 'dst' || key === 'destination' || key === 'target') row.target = said
    else if (key === 'ro' || key === 'readonly') row.readOnly = yes.has(said)
    else if (key === 'bind-propagation') options.push(said)
    else if (key === 'volume-nocopy' && yes.has(said)) options.push('nocopy')
    else if (key === 'tmpfs-size') tmpfs.push(`size=${said}`)
    else if (key === 'tmpfs-mode') tmpfs.push(`mode=${said}`)
    else tell('unsupported-flag', `--mount ${field}`)
  }
  if (row.target === '') tell('bad-value', `--mount ${value}`)
  else if (type === 'tmpfs')
    spec.tmpfs.push({ target: row.target, options: [...(row.readOnly ? ['ro'] : []), ...tmpfs].join(',') })
  else if (type === 'bind' || type === 'volume') {
    if (type === 'bind' && !isWhole(row.source)) tell('relative-path', `--mount ${value}`)
    spec.mounts.push({ ...row, options: options.join(',') })
  } else if (type === 'npipe') spec.mounts.push({ ...row, options: '' })
  else tell('unsupported-flag', `--mount ${value}`)
}

const isWhole = (path: string): boolean => isUnixPath(path) || isWindowsPath(path)

/** What a mount's place is known by: Windows takes no account of upper case, and its engine answers in lower. */
export const mountKey = (target: string): string =>
  isWindowsPath(target) ? target.toLowerCase().replaceAll('/', '\\') : target

/** One line of comma-separated values; a field in double quotes may hold commas. */
function csv(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, inQuotes, plain]) =>
    inQuotes === undefined ? (plain ?? '') : inQuotes.replaceAll('""', '"'),
  )
}
