import type { BuildLine, BuildStep, BuildUpdate } from '../../api/schema/builds.ts'
import { LineSplitter } from '../line-splitter.ts'
import { readStatus, type SolveStatus, type Vertex } from './status.ts'

interface Step {
  readonly id: string
  name: string
  cached: boolean
  error: string | null
  /** by when each run began: when it ended, or null. A vertex runs anew when its answer is asked for again */
  readonly runs: Map<string, string | null>
  /** what it moves, by the engine's id for it */
  readonly parts: Map<string, { name: string; current: number; total: number; done: boolean }>
  readonly output: Map<BuildLine['stream'], LineSplitter>
}

/** A build as its status lines tell it, step by step. */
export class BuildTree {
  readonly #steps = new Map<string, Step>()
  /** what the command said in words, at most the last two hundred lines */
  readonly words: string[] = []

  get steps(): BuildStep[] {
    return [...this.#steps.values()].map(view)
  }

  get counts(): { done: number; total: number; cached: number } {
    const steps = this.steps
    return {
      done: steps.filter(({ state }) => state !== 'waiting' && state !== 'running').length,
      total: steps.length,
      cached: steps.filter(({ cached }) => cached).length,
    }
  }

  /** The step that the build failed at. */
  get failed(): BuildStep | null {
    return this.steps.findLast(({ state }) => state === 'failed') ?? null
  }

  /** Takes lines in their order, and gives what became new by them. */
  push(lines: readonly string[]): BuildUpdate {
    const changed = new Set<Step>()
    const told: BuildLine[] = []
    for (const line of lines) {
      const status = readStatus(line)
      if (status) this.#apply(status, changed, told)
      else this.#say(line, told)
    }
    return { steps: [...changed].map(view), lines: told }
  }

  #say(line: string, told: BuildLine[]): void {
    this.words.push(line)
    if (this.words.length > 200) this.words.shift()
    if (line.trim() !== '') told.push({ step: null, stream: 'stderr', text: line, time: 0 })
  }

  #apply(status: SolveStatus, changed: Set<Step>, told: BuildLine[]): void {
    for (const vertex of status.vertexes) changed.add(this.#vertex(vertex))
    for (const { vertex, id, name, current, total, completed } of status.statuses) {
      const step = this.#step(vertex)
      step.parts.set(id, { name: name || id, current, total, done: completed !== undefined })
      changed.add(step)
    }
    for (const { vertex, stream, data, timestamp } of status.logs) {
      const step = this.#step(vertex)
      const name = stream === 2 ? 'stderr' : 'stdout'
      const splitter = step.output.get(name) ?? new LineSplitter()
      step.output.set(name, splitter)
      const time = Date.parse(timestamp) || 0
      for (const text of splitter.push(Buffer.from(data, 'base64')))
        told.push({ step: vertex, stream: name, text, time })
    }
    // What a step said last may have no line feed: it is a line once the step has ended.
    for (const { digest, completed } of status.vertexes) {
      if (completed === undefined) continue
      for (const [stream, splitter] of this.#step(digest).output)
        for (const text of splitter.end())
          told.push({ step: digest, stream, text, time: Date.parse(completed) || 0 })
    }
  }

  #vertex(vertex: Vertex): Step {
    const step = this.#step(vertex.digest)
    if (vertex.name !== '') step.name = vertex.name
    if (vertex.cached) step.cached = true
    if (vertex.error !== undefined) step.error = vertex.error
    if (vertex.started !== undefined) step.runs.set(vertex.started, vertex.completed ?? null)
    return step
  }

  #step(id: string): Step {
    const known = this.#steps.get(id)
    if (known) return known
    const step: Step = {
      id,
      name: '',
      cached: false,
      error: null,
      runs: new Map(),
      parts: new Map(),
      output: new Map(),
    }
    this.#steps.set(id, step)
    return step
  }
}

function view(step: Step): BuildStep {
  const runs = [...step.runs]
  const runningSince = runs.findLast(([, completed]) => completed === null)?.[0] ?? null
  const ms = runs.reduce((sum, [started, completed]) => {
    const took = completed === null ? 0 : Date.parse(completed) - Date.parse(started)
    return sum + (Number.isFinite(took) ? Math.max(0, took) : 0)
  }, 0)
  const { id, name, cached, error } = step
  const state = stateOf(error, runs.length, runningSince)
  return { id, name, cached, error, state, ms, runningSince, progress: progressOf(step) }
}

function stateOf(error: string | null, runs: number, runningSince: string | null): BuildStep['state'] {
  if (error !== null) return /context canceled/.test(error) ? 'cancelled' : 'failed'
  if (runningSince !== null) return 'running'
  return runs === 0 ? 'waiting' : 'done'
}

/** The parts that still move, together. */
function progressOf(step: Step): BuildStep['progress'] {
  const parts = [...step.parts.values()]
  const open = parts.filter(({ done }) => !done)
  const [first] = open
  if (!first) return null
  const counted = parts.filter(({ total }) => total > 0)
  if (counted.length === 0) return { name: first.name, current: first.current, total: null }
  return {
    name: first.name,
    current: counted.reduce((sum, part) => sum + (part.done ? part.total : part.current), 0),
    total: counted.reduce((sum, part) => sum + part.total, 0),
  }
}
