import type { MountRow, RunSpec } from '../run-spec.ts'
import type { Flag, Tell } from './flag.ts'

/** What docker's -v takes: "data:/var/lib", "/srv:/srv:ro", "/var/cache". A drive letter belongs to the source. */
export function parseVolume(value: string): MountRow | null {
  const drive = /^[A-Za-z]:[\\/]/.test(value) ? value.slice(0, 2) : ''
  const parts = value.slice(drive.length).split(':')
  if (parts.length > 3 || parts.some((part) => part === '')) return null
  const [first = '', second, third = ''] = parts
  const options = third.split(',').filter((option) => option !== '' && option !== 'rw')
  return {
    source: second === undefined ? '' : drive + first,
    target: second ?? first,
    readOnly: options.includes('ro'),
    options: options.filter((option) => option !== 'ro').join(','),
  }
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
    if (/^(\.|~|[A-Za-z]:)/.test(row.source)) tell('relative-path', `-v ${value}`)
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
    if (type === 'bind' && !row.source.startsWith('/')) tell('relative-path', `--mount ${value}`)
    spec.mounts.push({ ...row, options: options.join(',') })
  } else tell('unsupported-flag', `--mount ${value}`)
}

/** One line of comma-separated values; a field in double quotes may hold commas. */
function csv(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, inQuotes, plain]) =>
    inQuotes === undefined ? (plain ?? '') : inQuotes.replaceAll('""', '"'),
  )
}
