import path from 'node:path'

/** vfkit's command line as vfkit itself reads it (pkg/cmdline, pkg/config of v0.6.4), refusals in its own words included. */
export interface CommandLine {
  cpus: number
  memoryMiB: number
  kernel: string
  initrd: string
  cmdline: string
  restSocket: string
  disks: { path: string; readOnly: boolean }[]
  mac: string | null
  logFile: string
  folders: { tag: string; path: string }[]
  /** the tag of Rosetta's share; null where none is asked for */
  rosetta: string | null
  vsocks: { port: number; path: string; listen: boolean }[]
}

type Options = [key: string, value: string][]

/** @throws Error in vfkit's words */
export function parse(args: readonly string[]): CommandLine {
  const line: CommandLine = {
    ...{ cpus: 1, memoryMiB: 512, kernel: '', initrd: '', cmdline: '', restSocket: '', disks: [] },
    ...{ mac: null, logFile: '', folders: [], rosetta: null, vsocks: [] },
  }
  const devices: string[] = []
  let bootloader: string[] = []
  for (let at = 0; at < args.length; at += 2) {
    const [flag = '', value] = [args[at], args[at + 1]]
    if (!flag.startsWith('--')) throw new Error(`unknown command ${JSON.stringify(flag)} for "vfkit"`)
    if (!['--cpus', '--memory', '--bootloader', '--device', '--restful-uri'].includes(flag))
      throw new Error(`unknown flag: ${flag}`)
    if (value === undefined) throw new Error(`flag needs an argument: ${flag}`)
    if (flag === '--cpus') line.cpus = uint(value, '-c, --cpus')
    else if (flag === '--memory') line.memoryMiB = uint(value, '-m, --memory')
    else if (flag === '--bootloader') bootloader = quotedList(value)
    else if (flag === '--device') devices.push(value)
    else line.restSocket = unixUri(value)
  }
  boot(line, bootloader)
  for (const each of devices) device(line, each)
  return line
}

function uint(text: string, flag: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  throw new Error(
    `invalid argument "${text}" for "${flag}" flag: strconv.ParseUint: parsing "${text}": invalid syntax`,
  )
}

/** Cut at commas, but not within quotation marks; those around a whole piece go (pkg/cmdline/string_slice.go). */
function quotedList(text: string): string[] {
  const pieces = ['']
  let within = false
  for (const letter of text) {
    if (letter === '"') within = !within
    if (letter === ',' && !within) pieces.push('')
    else pieces.push(`${pieces.pop() ?? ''}${letter}`)
  }
  if (within) throw new Error('mismatched "')
  return pieces.map(trimQuotes)
}

function trimQuotes(text: string): string {
  return text.startsWith('"') && text.endsWith('"') ? text.replace(/^"+|"+$/g, '') : text
}

function unixUri(text: string): string {
  const found = /^unix:\/\/(\/.*)$/.exec(text)
  if (!found?.[1])
    throw new Error(text.startsWith('unix://') ? 'invalid unix uri: host is forbidden' : 'invalid scheme')
  if (Buffer.byteLength(found[1]) > 103)
    throw new Error('invalid unix uri: socket path length exceeds macOS limits')
  return decodeURIComponent(found[1])
}

function boot(line: CommandLine, [kind, ...pieces]: readonly string[]): void {
  if (kind === undefined) throw new Error('empty option list in --bootloader command line argument')
  if (kind !== 'linux') throw new Error(`unknown bootloader type: ${kind}`)
  for (const [key, value] of options(pieces)) {
    if (key === 'kernel') line.kernel = value
    else if (key === 'initrd') line.initrd = value
    else if (key === 'cmdline') line.cmdline = trimQuotes(value)
    else throw new Error(`unknown option for Linux bootloaders: ${key}`)
  }
}

function options(pieces: readonly string[]): Options {
  return pieces.filter(Boolean).map((piece) => {
    const at = piece.indexOf('=')
    return at < 0 ? [piece, ''] : [piece.slice(0, at), piece.slice(at + 1)]
  })
}

/** Devices are cut at every comma: there is no way to have one in a path. */
function device(line: CommandLine, text: string): void {
  const [kind = '', ...pieces] = text.split(',')
  const told = options(pieces)
  const read = (known: Record<string, (value: string) => void>, unknown: string): void => {
    for (const [key, value] of told) {
      const take = known[key]
      if (!take) throw new Error(`${unknown}: ${key}`)
      take(value)
    }
  }
  const bare = (key: string, then: () => void) => (value: string) => {
    if (value !== '') throw new Error(`unexpected value for ${kind} '${key}' option: ${value}`)
    then()
  }
  switch (kind) {
    case 'virtio-blk': {
      const disk = { path: '', readOnly: false }
      read(
        { path: (value) => (disk.path = value), readonly: bare('readonly', () => (disk.readOnly = true)) },
        'unknown option for virtio-blk devices',
      )
      line.disks.push(disk)
      return
    }
    case 'virtio-net':
      read(
        {
          nat: bare('nat', () => undefined),
          mac: (value) => {
            if (!/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(value))
              throw new Error(`address ${value}: invalid MAC address`)
            line.mac = value
          },
        },
        'unknown option for virtio-net devices',
      )
      return
    case 'virtio-rng':
    case 'virtio-balloon':
      if (told.length > 0) throw new Error(`unknown options for ${kind} devices: ${JSON.stringify(told)}`)
      return
    case 'virtio-serial':
      read({ logFilePath: (value) => (line.logFile = value) }, 'unknown option for virtio-serial devices')
      if (line.logFile === '') throw new Error("one of 'logFilePath', 'stdio' or 'pty' must be set")
      return
    case 'virtio-fs': {
      const folder = { tag: '', path: '' }
      read(
        { sharedDir: (value) => (folder.path = value), mountTag: (value) => (folder.tag = value) },
        'unknown option for virtio-fs devices',
      )
      if (folder.path === '') throw new Error("missing mandatory 'sharedDir' option for virtio-fs device")
      line.folders.push({ path: folder.path, tag: folder.tag || path.basename(folder.path) })
      return
    }
    case 'rosetta':
      read({ mountTag: (value) => (line.rosetta = value) }, 'unknown option for rosetta share')
      if (line.rosetta === '') throw new Error("missing mandatory 'mountTage' option for rosetta share")
      return
    case 'virtio-vsock': {
      const vsock = { port: 0, path: '', listen: true }
      read(
        {
          port: (value) => (vsock.port = uint(value, '')),
          // It goes through a URL, and what is listened at is what that makes of it (pkg/vf/vsock.go).
          socketURL: (value) => (vsock.path = encodeURI(value)),
          listen: () => (vsock.listen = true),
          connect: () => (vsock.listen = false),
        },
        'unknown option for virtio-vsock devices',
      )
      line.vsocks.push(vsock)
      return
    }
    default:
      throw new Error(`unknown device type: ${kind}`)
  }
}
