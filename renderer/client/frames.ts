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
 * The first of a burst still comes with the next frame, and so does one that is urgent.
 */
export function pacedFrames(flush: () => void, restMs: () => number): (urgent?: boolean) => void {
  let last = -Infinity
  let timer: ReturnType<typeof setTimeout> | null = null
  const soon = perFrame(() => {
    last = performance.now()
    flush()
  })
  return (urgent = false) => {
    if (timer !== null && !urgent) return
    const left = urgent ? 0 : last + restMs() - performance.now()
    if (left <= 0) {
      if (timer !== null) clearTimeout(timer)
      timer = null
      soon()
      return
    }
    timer = setTimeout(() => {
      timer = null
      soon()
    }, left)
  }
}
