import { z } from 'zod'

/** Characters of a daemon.json: far more than any that does its work. */
export const longestEngineSettings = 64 * 1024

/** The user's part of the engine's daemon.json, in the user's order. */
export const EngineSettings = z
  .record(z.string(), z.json())
  .refine((engine) => JSON.stringify(engine).length <= longestEngineSettings, {
    message: `must be at most ${longestEngineSettings} characters long`,
  })
export type EngineSettings = z.infer<typeof EngineSettings>

/**
 * Berth's own defaults for the engine: logs that cannot fill the disk, and a stop that ends within the machine's.
 * The image carries the same (vm-assets/rootfs/etc/berth/daemon.json) for when a seed has none; a test holds them together.
 */
export const engineDefaults = {
  'log-driver': 'json-file',
  'log-opts': { 'max-size': '10m', 'max-file': '5' },
  'shutdown-timeout': 5,
} as const

/** What the engine is started with: the user's settings over Berth's defaults, key by key. */
export function wholeEngineSettings(engine: EngineSettings): EngineSettings {
  const { 'log-opts': logOptions, ...others } = engineDefaults
  // Options belong to their driver: those of json-file would make the engine refuse another.
  const keepOptions = (engine['log-driver'] ?? 'json-file') === 'json-file'
  return { ...others, ...(keepOptions ? { 'log-opts': logOptions } : {}), ...engine }
}

const proxyNames = [
  ['http-proxy', 'httpProxy'],
  ['https-proxy', 'httpsProxy'],
  ['no-proxy', 'noProxy'],
] as const

/** The engine's proxies in the words of docker's own configuration, for builds and new containers; null where it has none. */
export function dockerProxiesOf({ proxies }: EngineSettings): Record<string, string> | null {
  if (typeof proxies !== 'object' || proxies === null || Array.isArray(proxies)) return null
  const said = proxyNames.flatMap(([name, key]) => {
    const value = proxies[name]
    return typeof value === 'string' && value !== '' ? [[key, value] as const] : []
  })
  return said.length > 0 ? Object.fromEntries(said) : null
}

/** What a setting would take from Berth. */
export type ReservedFor = 'socket' | 'disk' | 'process' | 'containerd'

/**
 * What Berth itself tells the engine on its command line, or keeps for itself, and what for. The engine refuses to start
 * when daemon.json repeats a flag (moby, daemon/config: "specified both as a flag and in the configuration file").
 */
export const reservedEngineKeys: ReadonlyMap<string, ReservedFor> = new Map([
  ['hosts', 'socket'],
  ['host', 'socket'],
  ['group', 'socket'],
  ['tls', 'socket'],
  ['tlsverify', 'socket'],
  ['tlscacert', 'socket'],
  ['tlscert', 'socket'],
  ['tlskey', 'socket'],
  ['data-root', 'disk'],
  ['graph', 'disk'],
  ['exec-root', 'process'],
  ['pidfile', 'process'],
  ['containerd', 'containerd'],
  ['containerd-namespace', 'containerd'],
  ['containerd-plugin-namespace', 'containerd'],
  ['cri-containerd', 'containerd'],
])

/** The keys of settings that are Berth's own. */
export const reservedIn = (engine: object): string[] =>
  Object.keys(engine).filter((key) => reservedEngineKeys.has(key))

/** The engine's settings as they are kept, and whether the running engine has them. */
export const EngineSettingsView = z.object({
  /** the user's own */
  stored: EngineSettings,
  /** null while the machine does not run, or cannot be asked */
  inUse: z
    .object({
      /** the engine runs with what is stored */
      same: z.boolean(),
      /** what the engine said as it did not come up with what is stored; null when it did, or was not tried with it */
      refused: z.string().nullable(),
    })
    .nullable(),
})
export type EngineSettingsView = z.infer<typeof EngineSettingsView>

/** The engine's word on settings that it does not run with yet. */
export const EngineCheck = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('accepted') }),
  /** `message`: the engine's own words */
  z.object({ outcome: z.literal('refused'), message: z.string() }),
  /** there is no engine to ask: the machine does not run */
  z.object({ outcome: z.literal('unasked') }),
])
export type EngineCheck = z.infer<typeof EngineCheck>

/** What a restart of the engine does to a container that runs now. */
export const AfterRestart = z.enum(['runs-on', 'comes-back', 'may-come-back', 'stays-stopped', 'is-removed'])
export type AfterRestart = z.infer<typeof AfterRestart>

/** What a restart of the engine would do. */
export const RestartEffects = z.object({
  containers: z.array(z.object({ id: z.string(), name: z.string(), then: AfterRestart })),
})
export type RestartEffects = z.infer<typeof RestartEffects>

/** How it went to give the engine other settings. */
export const EngineApplied = z.discriminatedUnion('outcome', [
  /** the engine runs with them */
  z.object({ outcome: z.literal('applied') }),
  /** kept for the next start: the machine does not run */
  z.object({ outcome: z.literal('saved') }),
  /** the engine does not accept them: nothing was changed */
  z.object({ outcome: z.literal('refused'), message: z.string() }),
  /** the engine did not come up with them: those from before are back */
  z.object({
    outcome: z.literal('undone'),
    message: z.string(),
    hint: z.string(),
    /** the end of the engine's log */
    log: z.array(z.string()),
  }),
])
export type EngineApplied = z.infer<typeof EngineApplied>
