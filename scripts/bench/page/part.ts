import type { Budget, Series } from '../stats.ts'

export type Say = (line: string) => void

/** What one part of a bench found. */
export interface PartReport {
  readonly series: readonly Series[]
  readonly budgets: readonly Budget[]
}

export const atMost = (name: string, ratio: number, limit = 1): Budget => ({
  name,
  ratio,
  limit,
  kind: 'at-most',
})
export const atLeast = (name: string, ratio: number): Budget => ({ name, ratio, limit: 1, kind: 'at-least' })
