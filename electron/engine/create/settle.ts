import { standInName, timeOfStamp } from '../../api/schema/stand-ins.ts'
import { BerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import { discardContainer, lookAt, renameContainer, startContainer } from './calls.ts'

/** Seconds by which the clocks of host and engine may differ. */
const skewMs = 5000

/** Ends what a host that died left in the middle of a `recreate`: by its names, since nothing else outlives it. */
export async function settle(
  client: EngineClient,
  { name, stamp, keep }: { name: string; stamp: string; keep: 'old' | 'new' },
): Promise<void> {
  const next = standInName({ name, role: 'next', stamp })
  const before = standInName({ name, role: 'before', stamp })
  const old = await lookAt(client, before)
  const current = await lookAt(client, name)
  if (keep === 'new') {
    if (!old || !current)
      throw new BerthError('conflict', `There is no new ${name} that could stay.`, {
        hint: 'Bring the old one back.',
      })
    await discardContainer(client, before, { volumes: false })
    return
  }
  if (!old && !current)
    throw new BerthError('not-found', `There is no old ${name} any more.`, {
      hint: 'Look at the list again.',
    })
  if (old) {
    // What has the name beside it is the new one, of which nobody knows whether it is well.
    if (current) await discardContainer(client, name, { volumes: true })
    await renameContainer(client, before, name)
  }
  await discardContainer(client, next, { volumes: true })
  const back = old ?? current
  const wasStopped = Date.parse(back?.finishedAt ?? '') >= timeOfStamp(stamp) - skewMs
  if (back && !back.running && wasStopped) await startContainer(client, name, name)
}
