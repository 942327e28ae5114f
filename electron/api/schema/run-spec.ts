import { z } from 'zod'
import { parseDuration, parseSize } from './docker-run/amounts.ts'
import { commandWords } from './docker-run/words.ts'
import { isDeviceClass, isUnixPath as isPath, isWindowsPath } from './run-paths.ts'

/**
 * What a container is to be, in the words of `docker run`: the middle between the form, the command line and the
 * engine. All amounts are text as docker writes them ("512m", "30s"), and '' means that it is not set. A message of
 * an issue is a code, which the page has a sentence for.
 */

const maxText = 32_768
const maxRows = 500

/** '' or what fits. */
const optional = (fits: RegExp | ((text: string) => boolean), code: string) =>
  z
    .string()
    .max(maxText)
    .refine((text) => text === '' || (fits instanceof RegExp ? fits.test(text) : fits(text)), code)
    .default('')
const anything = z.string().max(maxText).default('')
const yesNo = z.boolean().default(false)
const number = optional(/^\d{1,15}$/, 'not-a-number')
const sizeText = optional((text) => (parseSize(text) ?? 0) > 0, 'not-a-size')
const sizeOrNone = optional((text) => text === '-1' || (parseSize(text) ?? 0) > 0, 'not-a-size')
const durationText = optional((text) => parseDuration(text) !== null, 'not-a-duration')
/** Words as one of both systems splits them: which one it is, the engine says. */
const command = optional(
  (text) => commandWords(text) !== null || commandWords(text, 'windows') !== null,
  'open-quote',
)

/** Names that stand apart by commas or spaces. */
const names = (fits: RegExp, code: string) =>
  optional((text) => listed(text).every((name) => fits.test(name)), code)

/** The names of a field that holds several. */
export const listed = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean)

type Issue = readonly [field: string, code: string]

/** Rows of a form: what a wholly empty one lacks is nobody's fault. */
function rows<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
  isBlank: (row: z.output<z.ZodObject<Shape>>) => boolean,
  issues: (row: z.output<z.ZodObject<Shape>>) => readonly Issue[],
) {
  const row = z.object(shape).check((context) => {
    if (isBlank(context.value)) return
    for (const [field, code] of issues(context.value))
      context.issues.push({ code: 'custom', message: code, path: [field], input: context.value })
  })
  return z.array(row).max(maxRows).default([])
}

const missing = (field: string, text: string, code: string): Issue[] =>
  text.trim() === '' ? [[field, code]] : []

/** One or more ports: "80", "8000-8010". */
export function portRange(text: string): { first: number; last: number } | null {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? []
  const range = { first: Number(first), last: Number(last) }
  return range.first >= 1 && range.last <= 65_535 && range.first <= range.last ? range : null
}

const address = z.union([z.ipv4(), z.ipv6()])
const isAddress = (text: string): boolean => address.safeParse(text).success

const ports = rows(
  {
    /** '' for every address */
    hostIp: anything,
    /** '' for one that the engine picks */
    hostPort: anything,
    containerPort: anything,
    protocol: z.enum(['tcp', 'udp', 'sctp']).default('tcp'),
  },
  ({ hostIp, hostPort, containerPort }) => hostIp + hostPort + containerPort === '',
  ({ hostIp, hostPort, containerPort }) => {
    const inner = portRange(containerPort)
    const outer = portRange(hostPort)
    const found: Issue[] = []
    if (!inner) found.push(['containerPort', containerPort === '' ? 'no-container-port' : 'not-a-port'])
    if (hostPort !== '' && !outer) found.push(['hostPort', 'not-a-port'])
    if (inner && outer && inner.last > inner.first && outer.last - outer.first !== inner.last - inner.first)
      found.push(['hostPort', 'ranges-differ'])
    if (hostIp !== '' && !isAddress(hostIp)) found.push(['hostIp', 'not-an-address'])
    return found
  },
)

/** As one of both systems writes it: see `platformIssues`. */
const isAnyPath = (text: string): boolean => isPath(text) || isWindowsPath(text)
const volumeName = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/

const mounts = rows(
  {
    /** a volume's name, a path of the machine, or '' for a volume without a name */
    source: anything,
    target: anything,
    readOnly: yesNo,
    /** further options as docker's -v takes them: "z", "nocopy", "rslave" */
    options: anything,
  },
  ({ source, target }) => source + target === '',
  ({ source, target }) => [
    ...missing('target', target, 'no-target'),
    ...(target.trim() !== '' && !isAnyPath(target) ? [['target', 'not-a-path'] as const] : []),
    ...(source === '' || isAnyPath(source) || volumeName.test(source)
      ? []
      : [['source', 'not-a-source'] as const]),
  ],
)

const tmpfs = rows(
  { target: anything, options: anything },
  ({ target, options }) => target + options === '',
  ({ target }) => (isPath(target) ? [] : [['target', target === '' ? 'no-target' : 'not-a-path']]),
)

const pairs = (noName: string, badName: RegExp) =>
  rows(
    {
      name: anything,
      value: z
        .string()
        .max(1024 * 1024)
        .default(''),
    },
    ({ name, value }) => name + value === '',
    ({ name }) => [
      ...missing('name', name, noName),
      ...(name.trim() !== '' && badName.test(name) ? [['name', 'bad-name'] as const] : []),
    ],
  )

const networks = rows(
  { name: anything, aliases: anything, ip4: anything, ip6: anything },
  ({ name, aliases, ip4, ip6 }) => name + aliases + ip4 + ip6 === '',
  ({ name, aliases, ip4, ip6 }) => [
    ...missing('name', name, 'no-network'),
    ...(listed(aliases).every((alias) => /^[A-Za-z0-9_.-]+$/.test(alias))
      ? []
      : [['aliases', 'not-a-name'] as const]),
    ...(ip4 === '' || z.ipv4().safeParse(ip4).success ? [] : [['ip4', 'not-an-address'] as const]),
    ...(ip6 === '' || z.ipv6().safeParse(ip6).success ? [] : [['ip6', 'not-an-address'] as const]),
  ],
)

const extraHosts = rows(
  { name: anything, address: anything },
  ({ name, address: to }) => name + to === '',
  ({ name, address: to }) => [
    ...missing('name', name, 'no-name'),
    ...(to === 'host-gateway' || isAddress(to) ? [] : [['address', 'not-an-address'] as const]),
  ],
)

export const rateKinds = ['read-bps', 'write-bps', 'read-iops', 'write-iops'] as const

const rates = rows(
  { device: anything, kind: z.enum(rateKinds).default('read-bps'), rate: anything },
  ({ device, rate }) => device + rate === '',
  ({ device, kind, rate }) => [
    ...(isPath(device) ? [] : [['device', 'not-a-path'] as const]),
    ...(kind.endsWith('bps') && (parseSize(rate) ?? 0) <= 0 ? [['rate', 'not-a-size'] as const] : []),
    ...(kind.endsWith('iops') && !/^[1-9]\d{0,14}$/.test(rate) ? [['rate', 'not-a-number'] as const] : []),
  ],
)

const ulimits = rows(
  { name: anything, soft: anything, hard: anything },
  ({ name, soft, hard }) => name + soft + hard === '',
  ({ name, soft, hard }) => [
    ...missing('name', name, 'no-name'),
    ...(/^(-1|\d{1,15})$/.test(soft) ? [] : [['soft', 'not-a-number'] as const]),
    ...(/^(|-1|\d{1,15})$/.test(hard) ? [] : [['hard', 'not-a-number'] as const]),
  ],
)

const devices = rows(
  { host: anything, container: anything, permissions: optional(/^[rwm]{1,3}$/, 'not-permissions') },
  ({ host, container }) => host + container === '',
  ({ host, container }) => [
    ...(isPath(host) || isDeviceClass(host) ? [] : [['host', 'not-a-path'] as const]),
    ...(container === '' || isPath(container) ? [] : [['container', 'not-a-path'] as const]),
  ],
)

const health = z.object({
  /** as the image says; none at all; a command for the image's shell; a command without a shell */
  mode: z.enum(['image', 'none', 'shell', 'exec']),
  command: anything,
  interval: durationText,
  timeout: durationText,
  startPeriod: durationText,
  startInterval: durationText,
  retries: number,
})

const isJson = (text: string): boolean => {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

/** An image by its name, or by its id. */
export const ImageName = optional(/^[A-Za-z0-9][A-Za-z0-9_.:/@+-]*$/, 'not-an-image').refine(
  (text) => text !== '',
  'no-image',
)

export const RunSpec = z.object({
  image: ImageName,
  name: optional(/^[A-Za-z0-9][A-Za-z0-9_.-]+$/, 'not-a-name'),
  platform: optional(/^[a-z0-9_]+(\/[a-z0-9_]+){0,2}$/, 'not-a-platform'),
  ports,
  publishAll: yesNo,
  mounts,
  env: pairs('no-name', /[=\0]/),

  command,
  /** '' as the image says; `""` none at all */
  entrypoint: command,
  workdir: optional(/^([\\/]|[A-Za-z]:[\\/])/, 'not-a-path'),
  hostname: optional(/^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/, 'not-a-host-name'),
  domainname: anything,
  tty: yesNo,
  interactive: yesNo,

  restart: z.enum(['no', 'always', 'unless-stopped', 'on-failure']).default('no'),
  restartRetries: number,
  autoRemove: yesNo,
  stopSignal: optional(/^[A-Za-z0-9+-]+$/, 'not-a-signal'),
  /** seconds */
  stopTimeout: optional(/^(-1|\d{1,9})$/, 'not-a-number'),

  networks,
  extraHosts,
  dns: names(/^[0-9a-fA-F.:]+$/, 'not-an-address'),
  expose: names(/^\d{1,5}(-\d{1,5})?(\/(tcp|udp|sctp))?$/, 'not-a-port'),

  tmpfs,
  shmSize: sizeText,

  memory: sizeText,
  memoryReservation: sizeText,
  /** memory and swap together; -1 for as much swap as there is */
  memorySwap: sizeOrNone,
  cpus: optional(/^\d{1,4}(\.\d{1,9})?$/, 'not-a-number'),
  cpuShares: number,
  cpuset: optional(/^\d+(-\d+)?(,\d+(-\d+)?)*$/, 'not-a-cpuset'),
  pids: optional(/^(-1|\d{1,10})$/, 'not-a-number'),
  blkioWeight: optional((text) => Number(text) >= 10 && Number(text) <= 1000, 'not-a-weight'),
  rates,
  ulimits,

  user: optional(/^[^\s:]+(:[^\s:]+)?$/, 'not-a-user'),
  groups: names(/^[^\s,]+$/, 'not-a-name'),
  readOnly: yesNo,
  capAdd: names(/^[A-Za-z_]+$/, 'not-a-capability'),
  capDrop: names(/^[A-Za-z_]+$/, 'not-a-capability'),
  noNewPrivileges: yesNo,
  /** '' the engine's own, "unconfined", or a profile as JSON */
  seccomp: optional((text) => text === 'unconfined' || isJson(text), 'not-a-profile'),
  /** other options of --security-opt, one a line */
  securityOpts: anything,
  privileged: yesNo,
  init: yesNo,

  health: health
    .default({
      mode: 'image',
      command: '',
      interval: '',
      timeout: '',
      startPeriod: '',
      startInterval: '',
      retries: '',
    })
    .refine(({ mode, command: test }) => mode === 'image' || mode === 'none' || test.trim() !== '', {
      message: 'no-command',
      path: ['command'],
    }),

  labels: pairs('no-name', /^$/),
  logDriver: optional(/^[A-Za-z0-9][A-Za-z0-9_.:/-]*$/, 'not-a-name'),
  logOptions: pairs('no-name', /=/),

  devices,
  sysctls: pairs('no-name', /=/),
  pid: optional(/^(host|container:[A-Za-z0-9][A-Za-z0-9_.-]*)$/, 'not-a-namespace'),
  ipc: optional(/^(host|none|private|shareable|container:[A-Za-z0-9][A-Za-z0-9_.-]*)$/, 'not-a-namespace'),
  uts: optional(/^host$/, 'not-a-namespace'),
  userns: optional(/^host$/, 'not-a-namespace'),
  runtime: anything,
  /** of a Windows container; '' as the engine says */
  isolation: z.enum(['', 'process', 'hyperv']).default(''),
})
export type RunSpec = z.output<typeof RunSpec>

/** A container of nothing but what its image says, of no image yet. */
export const emptySpec: RunSpec = { ...RunSpec.parse({ image: 'none' }), image: '' }

export type PortRow = RunSpec['ports'][number]
export type MountRow = RunSpec['mounts'][number]
export type EnvRow = RunSpec['env'][number]
