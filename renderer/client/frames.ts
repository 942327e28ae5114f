/** Runs `flush` once per animation frame, however often it is asked to; not at all while the page is hidden. */
export function perFrame(flush: () => void): () => void {
  let asked = false
  return () => {
    if (asked) return
    asked = true
    requestAnimationFrame(() => {
      asked = false
      flush()
    })
  }
}

/**
 * The same with a rest between two flushes, in ms: what nobody can read at sixty frames a second need not be drawn so often.
 * The first of a burst still comes with the next frame.
 */
export function pacedFrames(flush: () => void, restMs: () => number): () => void {
  let last = -Infinity
  let waits = false
  const soon = perFrame(() => {
    last = performance.now()
    flush()
  })
  return () => {
    if (waits) return
    const left = last + restMs() - performance.now()
    if (left <= 0) {
      soon()
      return
    }
    waits = true
    setTimeout(() => {
      waits = false
      soon()
    }, left)
  }
}
