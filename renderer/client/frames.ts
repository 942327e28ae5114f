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
