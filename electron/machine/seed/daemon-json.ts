import type { Settings } from '../../api/schema/settings.ts'

/**
 * Berth's own defaults for the engine: logs that cannot fill the disk, and a stop that ends within the machine's.
 * The image carries the same (vm-assets/rootfs/etc/berth/daemon.json) for when a seed has none; a test holds them together.
 */
export const engineDefaults = {
  'log-driver': 'json-file',
  'log-opts': { 'max-size': '10m', 'max-file': '5' },
  'shutdown-timeout': 5,
} as const

/** daemon.json: the user's engine settings over Berth's defaults, key by key. */
export function daemonJson(engine: Settings['engine']): string {
  const { 'log-opts': logOptions, ...others } = engineDefaults
  // Options belong to their driver: those of json-file would make the engine refuse another.
  const keepOptions = (engine['log-driver'] ?? 'json-file') === 'json-file'
  return `${JSON.stringify({ ...others, ...(keepOptions ? { 'log-opts': logOptions } : {}), ...engine }, null, 2)}\n`
}
