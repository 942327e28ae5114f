import { z } from 'zod'
import type { Offers } from '../../api/schema/create.ts'
import type { EngineClient } from '../client.ts'
import { malformed } from '../errors.ts'

const Volumes = z.object({
  Volumes: z
    .array(z.object({ Name: z.string(), Labels: z.record(z.string(), z.string()).nullish() }))
    .nullish(),
})
const Networks = z.array(z.object({ Name: z.string(), Driver: z.string().default('') }))

/** Volumes with a name somebody gave, and networks, by name. */
export async function offersOf(client: EngineClient): Promise<Omit<Offers, 'proxies'>> {
  const doing = 'list what a container can use'
  const [volumes, networks] = await Promise.all([
    client.json({ doing, path: '/volumes' }),
    client.json({ doing, path: '/networks' }),
  ])
  const named = Volumes.safeParse(volumes)
  const listed = Networks.safeParse(networks)
  if (!named.success || !listed.success) throw malformed(doing, 'a list is missing')
  const byName = (a: string, b: string): number => a.localeCompare(b)
  return {
    volumes: (named.data.Volumes ?? [])
      .filter(({ Labels }) => Labels?.['com.docker.volume.anonymous'] === undefined)
      .map(({ Name }) => Name)
      .sort(byName),
    networks: listed.data
      .map(({ Name, Driver }) => ({ name: Name, driver: Driver }))
      .sort((a, b) => byName(a.name, b.name)),
  }
}
