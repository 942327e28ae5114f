import { z } from 'zod'

const Time = z.string().optional()

const Vertex = z.object({
  digest: z.string(),
  name: z.string().default(''),
  started: Time,
  completed: Time,
  cached: z.boolean().default(false),
  error: z.string().optional(),
})

const Progress = z.object({
  id: z.string(),
  vertex: z.string(),
  name: z.string().default(''),
  current: z.number().default(0),
  total: z.number().default(0),
  completed: Time,
})

const Log = z.object({
  vertex: z.string(),
  stream: z.number().default(1),
  /** base64 */
  data: z.string().default(''),
  timestamp: z.string(),
})

/** A line of `--progress=rawjson`: BuildKit's `client.SolveStatus`. */
const SolveStatus = z.object({
  vertexes: z.array(Vertex).default([]),
  statuses: z.array(Progress).default([]),
  logs: z.array(Log).default([]),
})
export type SolveStatus = z.infer<typeof SolveStatus>
export type Vertex = z.infer<typeof Vertex>

/** The status that a line tells; null for what the command says in words, before or after. */
export function readStatus(line: string): SolveStatus | null {
  if (!line.startsWith('{')) return null
  try {
    return SolveStatus.parse(JSON.parse(line))
  } catch {
    return null
  }
}
