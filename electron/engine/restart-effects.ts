import { z } from 'zod'
import type { AfterRestart, RestartEffects } from '../api/schema/engine-settings.ts'
import type { EngineClient } from './client.ts'
import { HostConfig } from './containers/inspect/answer.ts'
import { restartOf } from './containers/inspect/limits.ts'
import { noTimes, parseRows } from './containers/row.ts'
import { refusalOf } from './errors.ts'
import { containerPath } from './names.ts'

const Info = z.object({ LiveRestoreEnabled: z.boolean().default(false) })
const Inspected = z.object({ HostConfig: z.object({ AutoRemove: z.boolean().default(false) }).loose() })

/** Containers that are looked at: more than anybody reads in a question. */
const most = 500
/** Requests at once. */
const atOnce = 8

/** What would become of the containers that run now if the engine were restarted. */
export async function restartEffects(client: EngineClient): Promise<RestartEffects> {
  const [info, answer] = await Promise.all([
    client.json({ doing: 'ask for the engine’s settings', path: '/info' }),
    client.json({ doing: 'list the running containers', path: '/containers/json' }),
  ])
  const { LiveRestoreEnabled } = Info.parse(info)
  const rows = parseRows(answer, () => noTimes).slice(0, most)
  const containers: RestartEffects['containers'] = []
  const queue = [...rows]
  const worker = async (): Promise<void> => {
    for (let row = queue.shift(); row; row = queue.shift()) {
      const { id, name } = row
      const then = LiveRestoreEnabled ? 'runs-on' : await afterRestart(client, id)
      if (then) containers.push({ id, name, then })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return { containers: containers.sort((a, b) => a.name.localeCompare(b.name)) }
}

/** Null for a container that is gone by now. */
async function afterRestart(client: EngineClient, id: string): Promise<AfterRestart | null> {
  const path = `${containerPath(id)}/json`
  const answer = await client
    .json({ doing: `inspect the container ${id}`, path }, { maxBytes: 4 * 1024 * 1024 })
    .catch((thrown: unknown) => {
      if (refusalOf(thrown)?.status === 404) return null
      throw thrown
    })
  const inspected = Inspected.safeParse(answer).data
  if (!inspected) return null
  if (inspected.HostConfig.AutoRemove) return 'is-removed'
  const { name } = restartOf(HostConfig.parse(inspected.HostConfig))
  // One that takes its stop badly ends with a code that counts as a failure.
  if (name === 'on-failure') return 'may-come-back'
  return name === 'no' ? 'stays-stopped' : 'comes-back'
}
