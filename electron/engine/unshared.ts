import { sharedRoots } from '../api/schema/shared-folders.ts'

const roots = sharedRoots.join('|')

/**
 * What the engine says of a mount of a folder that its machine does not see: with `-v` and by compose it tries to make it,
 * where the machine's root is read-only; with `--mount` it only looks. Source: moby, volume/mounts.
 */
export const unsharedFolder = new RegExp(
  `mkdir /(?:${roots})\\b.*read-only file system|bind source path does not exist: /(?:${roots})\\b`,
  'i',
)

/** For every engine: another one than Berth's own may say the same. */
export const unsharedHint =
  'The engine does not see this folder. Share it with Berth\'s machine (settings, "Shared folders", or "berth config set sharedFolders"), then restart the machine.'
