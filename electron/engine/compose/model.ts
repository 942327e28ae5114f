import { z } from 'zod'
import type { ComposeModel } from '../../api/schema/compose.ts'
import { malformed } from '../errors.ts'

const Service = z.object({
  image: z.string().nullish(),
  build: z.unknown().optional(),
  scale: z.number().nullish(),
  deploy: z.object({ replicas: z.number().nullish() }).nullish(),
  profiles: z.array(z.string()).nullish(),
})
const Answer = z.object({ name: z.string(), services: z.record(z.string(), Service).nullish() })

/** What `docker compose config --format json` answered, as far as the page needs it. */
export function parseModel(text: string, warnings: string[]): ComposeModel {
  const doing = 'read the compose file'
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw malformed(doing, 'it is not JSON')
  }
  const answer = Answer.safeParse(value)
  if (!answer.success) throw malformed(doing, 'it is no compose project')
  const services = Object.entries(answer.data.services ?? {}).map(([name, service]) => ({
    name,
    image: service.image ?? null,
    builds: service.build !== undefined && service.build !== null,
    replicas: service.scale ?? service.deploy?.replicas ?? 1,
    profiles: service.profiles ?? [],
  }))
  return {
    name: answer.data.name,
    services: services.sort((a, b) => (a.name < b.name ? -1 : 1)),
    profiles: [...new Set(services.flatMap((service) => service.profiles))].sort(),
    warnings,
  }
}
