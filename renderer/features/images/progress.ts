import type { Job, PullLayer } from '../../../electron/api/schema/jobs.ts'
import { bytes } from '../../lib/format.ts'

/** What the engine calls a layer that is all here. */
const finished = new Set(['Pull complete', 'Already exists', 'Download complete', 'Layer already exists'])

export const isFinished = (layer: PullLayer): boolean => finished.has(layer.status)

/** How much of a layer is here, 0..1; null while its size is not known. */
export function layerShare(layer: PullLayer): number | null {
  if (isFinished(layer)) return 1
  if (layer.totalBytes === null || layer.totalBytes === 0) return null
  return Math.min(1, (layer.currentBytes ?? 0) / layer.totalBytes)
}

/** How far a pull is, 0..1: by bytes where they are known, a layer of unknown size counting like a middling one. */
export function pullShare(job: Job): number {
  if (job.state === 'done') return 1
  const known = job.layers.filter((layer) => layer.totalBytes !== null)
  const usual =
    known.length === 0 ? 1 : known.reduce((sum, layer) => sum + (layer.totalBytes ?? 0), 0) / known.length
  let here = 0
  let all = 0
  for (const layer of job.layers) {
    const size = layer.totalBytes ?? usual
    all += size
    here += size * (layerShare(layer) ?? 0)
  }
  return all === 0 ? 0 : here / all
}

export function layerWords(layer: PullLayer): string {
  if (layer.totalBytes === null || isFinished(layer)) return layer.status
  return `${layer.status} ${bytes(layer.currentBytes ?? 0)} of ${bytes(layer.totalBytes)}`
}

/** A pull in one line: "3 of 7 layers, 42.1 MB of 120 MB". */
export function pullWords(job: Job): string {
  switch (job.state) {
    case 'done':
      return job.line ?? 'Done'
    case 'cancelled':
      return 'Cancelled'
    case 'failed':
      return job.error?.message ?? 'Failed'
    case 'running': {
      if (job.layers.length === 0) return job.line ?? 'Asking the registry…'
      const sized = job.layers.filter((layer) => layer.totalBytes !== null)
      const sum = (of: (layer: PullLayer) => number): number =>
        sized.reduce((total, layer) => total + of(layer), 0)
      const layers = `${job.layers.filter(isFinished).length} of ${job.layers.length} layers`
      if (sized.length === 0) return layers
      const here = sum((layer) => (isFinished(layer) ? (layer.totalBytes ?? 0) : (layer.currentBytes ?? 0)))
      return `${layers}, ${bytes(here)} of ${bytes(sum((layer) => layer.totalBytes ?? 0))}`
    }
  }
}
