/**
 * Runs `work` at once, or, while a pointer is pressed, once its click is over. What a lost focus changes must wait for it:
 * a button that moves between press and release is not clicked.
 */
export function afterPress(work: () => void): void {
  if (!document.querySelector(':active')) {
    work()
    return
  }
  const over = new AbortController()
  const then = (): void => {
    over.abort()
    // The click comes after the release, in the same task.
    setTimeout(work)
  }
  for (const end of ['pointerup', 'pointercancel', 'dragend'] as const)
    window.addEventListener(end, then, { capture: true, signal: over.signal })
}
