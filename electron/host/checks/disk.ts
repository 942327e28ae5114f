import { command, failed, gib, ok, quoted, warning, type Finding } from './finding.ts'

export interface DiskFacts {
  /** the folder that is asked about, or the nearest above it that there is */
  readonly folder: string
  readonly freeBytes: number
  /** what the data disk may still grow by */
  readonly growBytes: number
}

/** Under it a start cannot be relied on: seed, logs and a suspended state need room too. */
const leastBytes = 2 ** 30
/** Under it a handful of images fills the disk. */
const comfortableBytes = 10 * 2 ** 30

export function judgeDisk({ folder, freeBytes, growBytes }: DiskFacts): Finding {
  const look = command(`du -xh -d 2 ${quoted(folder)} | sort -h | tail -20`)
  const free = `${gib(freeBytes)} is free where Berth keeps its disk (${folder})`
  if (freeBytes < leastBytes)
    return failed(`Only ${free}.`, 'Free some space, or set BERTH_HOME to a folder on another disk.', look)
  if (freeBytes < Math.min(comfortableBytes, growBytes))
    return warning(
      `Only ${free}; the data disk may still grow by ${gib(growBytes)}.`,
      'Free some space, or clean up what the engine no longer needs (the page’s disk view, "docker system prune").',
      look,
    )
  return ok(`${free.charAt(0).toUpperCase()}${free.slice(1)}.`)
}
