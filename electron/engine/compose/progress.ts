import { z } from 'zod'
import type { ComposeLine } from '../../api/schema/compose.ts'
import { clip } from '../text.ts'

/** What `docker compose --progress json` writes, a value a line; all of it is optional to us. */
const Message = z.object({
  id: z.string().optional(),
  parent_id: z.string().optional(),
  status: z.string().optional(),
  text: z.string().optional(),
  details: z.string().optional(),
  current: z.number().nonnegative().optional(),
  total: z.number().nonnegative().optional(),
  error: z.union([z.boolean(), z.string()]).optional(),
  message: z.string().optional(),
  level: z.string().optional(),
  msg: z.string().optional(),
  /** BuildKit's own progress, which compose hands on */
  vertexes: z
    .array(
      z.object({
        digest: z.string(),
        name: z.string().default(''),
        started: z.string().optional(),
        completed: z.string().optional(),
        cached: z.boolean().optional(),
        error: z.string().optional(),
      }),
    )
    .optional(),
  logs: z.array(z.object({ data: z.string() })).optional(),
  statuses: z.array(z.unknown()).optional(),
})
type Message = z.infer<typeof Message>

export type SaidLine = Pick<ComposeLine, 'kind' | 'text'>

const longestLine = 8192

/** What a compose command says, as lines for people, and how far it is. */
export class ComposeProgress {
  readonly #bytes = new Map<string, { current: number; total: number }>()
  readonly #said = new Map<string, string>()
  #error: string | null = null

  /** compose's own last word about a failure */
  get error(): string | null {
    return this.#error
  }

  /** bytes of the layers that are pulled, once any is */
  get bytes(): { current: number; total: number } | null {
    if (this.#bytes.size === 0) return null
    const sum = { current: 0, total: 0 }
    for (const { current, total } of this.#bytes.values()) {
      sum.current += current
      sum.total += total
    }
    return sum
  }

  /** The lines that one line of the command's output stands for; what is no message of compose's stays as it is. */
  push(text: string): SaidLine[] {
    const message = parsed(text)
    if (message === null) return text.trim() === '' ? [] : [line('text', text)]
    if (message.error !== undefined && message.message !== undefined) return this.#failed(message.message)
    if (message.msg !== undefined) return [line(message.level === 'error' ? 'error' : 'warning', message.msg)]
    if (message.vertexes || message.logs || message.statuses) return this.#building(message)
    return this.#step(message)
  }

  #failed(said: string): SaidLine[] {
    // The same reason once per service that it holds for, and Go's own escapes of colours.
    const lines = [...new Set(said.split('\n').map((each) => each.trimEnd()))].filter((each) => each !== '')
    this.#error = lines.join('\n')
    return lines.map((each) => line('error', each))
  }

  #step({ id, parent_id: parent, status, text = '', details, current, total }: Message): SaidLine[] {
    if (id === undefined) return []
    if (parent !== undefined) {
      if (total) this.#bytes.set(`${parent} ${id}`, { current: current ?? 0, total })
      return []
    }
    const words = [id, text, details].filter(Boolean).join(' ')
    // It says some things twice.
    if (this.#said.get(id) === words) return []
    this.#said.set(id, words)
    return [line(status === 'Error' ? 'error' : status === 'Warning' ? 'warning' : 'progress', words)]
  }

  #building({ vertexes = [], logs = [] }: Message): SaidLine[] {
    const steps = vertexes.flatMap((vertex) => {
      if (!vertex.started) return []
      const words = `${vertex.cached ? 'CACHED ' : ''}${vertex.name}`
      if (vertex.error) return [line('error', `${words}: ${vertex.error}`)]
      // Once when it begins, and once more when it turns out to be cached.
      if (this.#said.get(vertex.digest) === words) return []
      this.#said.set(vertex.digest, words)
      return [line('progress', words)]
    })
    const output = logs.flatMap(({ data }) =>
      Buffer.from(data, 'base64')
        .toString('utf8')
        .split('\n')
        .filter((each) => each !== '')
        .map((each) => line('text', each)),
    )
    return [...steps, ...output]
  }
}

function parsed(text: string): Message | null {
  if (!text.startsWith('{')) return null
  try {
    const message = Message.safeParse(JSON.parse(text))
    return message.success && Object.keys(message.data).length > 0 ? message.data : null
  } catch {
    return null
  }
}

const line = (kind: ComposeLine['kind'], text: string): SaidLine => ({ kind, text: clip(text, longestLine) })
