import type { Job, PullLayer } from '../../../electron/api/schema/jobs.ts'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'

/** What the engine calls a layer that has gone all the way. */
const finished =
  /^(?:Pull complete|Already exists|Download complete|Pushed|Layer already exists|Mounted from .+)$/

export const isFinished = (layer: PullLayer): boolean => finished.test(layer.status)

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
  const { status, currentBytes, totalBytes } = layer
  return t('images:progress.layer', { status, current: bytes(currentBytes ?? 0), total: bytes(totalBytes) })
}

/** A pull or a push in one line: "3 of 7 layers, 42.1 MB of 120 MB". */
export function pullWords(job: Job): string {
  switch (job.state) {
    case 'done':
      return job.line ?? t('jobs:finished')
    case 'cancelled':
      return t('jobs:cancelled')
    case 'failed':
      return job.error?.message ?? t('jobs:failed')
    case 'running': {
      if (job.layers.length === 0) return job.line ?? t('images:progress.asking')
      const sized = job.layers.filter((layer) => layer.totalBytes !== null)
      const sum = (of: (layer: PullLayer) => number): number =>
        sized.reduce((total, layer) => total + of(layer), 0)
      const done = job.layers.filter(isFinished).length
      const layers = t('images:progress.layers', { done, count: job.layers.length })
      if (sized.length === 0) return layers
      const here = sum((layer) => (isFinished(layer) ? (layer.totalBytes ?? 0) : (layer.currentBytes ?? 0)))
      const total = bytes(sum((layer) => layer.totalBytes ?? 0))
      return t('images:progress.layersBytes', { layers, current: bytes(here), total })
    }
  }
}
