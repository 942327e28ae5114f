import { z } from 'zod'
import type { EngineClient } from '../client.ts'
import { createContainer } from '../create/calls.ts'
import { localImage } from '../create/image.ts'
import { keptOf } from '../create/kept.ts'
import type { CreateBody } from '../create/shapes.ts'
import { containerPath, networkPath } from '../names.ts'
import { refusalOf } from '../errors.ts'

export interface ContainerCopy {
  readonly from: EngineClient
  readonly to: EngineClient
  readonly name: string
  readonly signal: AbortSignal
}

const NetworkMade = z.object({
  Driver: z.string().default('bridge'),
  Internal: z.boolean().default(false),
  EnableIPv6: z.boolean().default(false),
  IPAM: z.unknown().optional(),
  Options: z.record(z.string(), z.string()).nullish(),
  Labels: z.record(z.string(), z.string()).nullish(),
})

/**
 * A container with the same settings on the other engine, made and not started: its ports may be in use as long as the
 * other one runs. What it wrote outside of its volumes is not copied.
 */
export async function copyContainer({ from, to, name, signal }: ContainerCopy): Promise<void> {
  const doing = `copy the container ${name}`
  const raw = await from.json({ doing, path: `${containerPath(name)}/json`, signal })
  const { Image } = z.object({ Image: z.string() }).parse(raw)
  const image = await localImage({ client: from }, Image, signal)
  const kept = keptOf(raw, image?.config ?? null, doing)
  const body: CreateBody = { ...kept.body }
  for (const network of networksOf(body)) await ensureNetwork(from, to, network, signal)
  await createContainer(to, name, body, { platform: '', signal })
}

/** The networks of its own that it is in; those of every engine's are there. */
function networksOf(body: CreateBody): string[] {
  const mode = body.HostConfig.NetworkMode ?? ''
  const asked = Object.keys(body.NetworkingConfig?.EndpointsConfig ?? {})
  return [...new Set([...asked, mode])].filter(
    (name) => !['', 'default', 'bridge', 'host', 'none'].includes(name) && !name.startsWith('container:'),
  )
}

async function ensureNetwork(
  from: EngineClient,
  to: EngineClient,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  const doing = `copy the network ${name}`
  const there = await to.json({ doing, path: networkPath(name), signal }).catch((thrown: unknown) => {
    if (refusalOf(thrown)?.status === 404) return null
    throw thrown
  })
  if (there !== null) return
  const made = NetworkMade.parse(await from.json({ doing, path: networkPath(name), signal }))
  const body = {
    Name: name,
    Driver: made.Driver,
    Internal: made.Internal,
    EnableIPv6: made.EnableIPv6,
    ...(made.IPAM !== undefined && { IPAM: made.IPAM }),
    Options: made.Options ?? {},
    Labels: made.Labels ?? {},
  }
  await to.json({ doing, method: 'POST', path: '/networks/create', body, signal })
}
