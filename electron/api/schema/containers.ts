import { z } from 'zod'

export const ContainerState = z.enum([
  'created',
  'running',
  'paused',
  'restarting',
  'removing',
  'exited',
  'dead',
])
export type ContainerState = z.infer<typeof ContainerState>

export const PublishedPort = z.object({
  hostIp: z.string().nullable(),
  hostPort: z.number().nullable(),
  containerPort: z.number(),
  protocol: z.enum(['tcp', 'udp', 'sctp']),
})
export type PublishedPort = z.infer<typeof PublishedPort>

export const ContainerRow = z.object({
  id: z.string(),
  name: z.string(),
  image: z.string(),
  imageId: z.string(),
  command: z.string(),
  state: ContainerState,
  /** the engine's own words: "Up 3 minutes (healthy)" is rebuilt from these by the page */
  health: z.enum(['none', 'starting', 'healthy', 'unhealthy']),
  exitCode: z.number().nullable(),
  /** unix seconds */
  created: z.number(),
  /** ISO 8601 of the last start or end, where known */
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  ports: z.array(PublishedPort),
  composeProject: z.string().nullable(),
  composeService: z.string().nullable(),
  /** for the filter: the first some, each cut where it is long; the detail has them whole */
  labels: z.record(z.string(), z.string()),
  /** names of the volumes that it mounts */
  volumes: z.array(z.string()),
  /** the networks that it is connected to; addresses only while it runs */
  networks: z.array(z.object({ name: z.string(), ipv4: z.string().nullable(), ipv6: z.string().nullable() })),
})
export type ContainerRow = z.infer<typeof ContainerRow>

export const ContainerAction = z.enum(['start', 'stop', 'restart', 'kill', 'pause', 'unpause'])
export type ContainerAction = z.infer<typeof ContainerAction>
