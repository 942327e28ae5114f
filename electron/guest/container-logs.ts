import { z } from 'zod'
import type { ContainerLogBytes } from '../api/schema/disk.ts'

/** Size and name of every file that a container's log is kept in, by either of the engine's drivers that keep files. */
export const containerLogsCommand = `cd /data/docker/containers 2>/dev/null || exit 0
find . -maxdepth 3 -type f \\( -name '*-json.log*' -o -path './*/local-logs/*' \\) -exec stat -c '%s %n' {} + 2>/dev/null | head -n 30000
exit 0`

const Line = z.tuple([z.coerce.number().int().nonnegative(), z.string().regex(/^[0-9a-f]{64}$/)])

/** What it says, by container, the largest first. */
export function readLogSizes(text: string): ContainerLogBytes[] {
  const sizes = new Map<string, number>()
  for (const line of text.split('\n')) {
    const [size, path = ''] = line.split(' ')
    const parsed = Line.safeParse([size, path.split('/')[1]])
    if (!parsed.success) continue
    const [bytes, id] = parsed.data
    sizes.set(id, (sizes.get(id) ?? 0) + bytes)
  }
  return [...sizes].map(([id, bytes]) => ({ id, bytes })).sort((a, b) => b.bytes - a.bytes)
}
