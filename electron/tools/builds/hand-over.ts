/** lines that may wait; who brings more waits too */
const mostWaiting = 10_000

/** Turns a source that calls into one that is read: `bring` calls `give`, and waits while nobody takes. */
export async function* handOver(
  bring: (give: (lines: string[]) => Promise<void>, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): AsyncGenerator<string[], void> {
  const stop = new AbortController()
  const both = AbortSignal.any([signal, stop.signal])
  let waiting: string[] = []
  const state = { ended: false }
  let wake: () => void = () => undefined
  let taken: () => void = () => undefined
  const source = bring(async (lines) => {
    for (const line of lines) waiting.push(line)
    wake()
    if (waiting.length > mostWaiting && !both.aborted)
      await new Promise<void>((resolve) => {
        taken = resolve
        both.addEventListener('abort', () => resolve(), { once: true })
      })
  }, both)
  const end = source.finally(() => {
    state.ended = true
    wake()
  })
  end.catch(() => undefined)
  try {
    for (;;) {
      if (waiting.length > 0) {
        const lines = waiting
        waiting = []
        taken()
        yield lines
      } else if (state.ended) break
      else await new Promise<void>((resolve) => (wake = resolve))
    }
    if (!signal.aborted) await end
  } finally {
    stop.abort()
  }
}
