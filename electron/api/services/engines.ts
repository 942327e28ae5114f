import type { EnginesView } from '../schema/engines.ts'

/** The engines that there are, and which of them is looked at. */
export interface EnginesService {
  /** the view now, then on every change; the list is looked at anew whenever somebody begins to watch */
  watch(signal: AbortSignal): AsyncIterable<EnginesView>
  /** Looks anew which engines there are. */
  look(): Promise<void>
  /**
   * From now on pages are shown this engine: those that are open begin anew. Whether it answers is told by its state.
   * Rejects with `not-found` when it is not on the list any more, `bad-input` when it is one that is not opened.
   */
  use(id: string): Promise<void>
}
