const storageName = 'berth.loaded-again'
/** Milliseconds within which a page that was loaded again is not loaded once more. */
const patienceMs = 10_000

/**
 * Loads the page again when a part of it did not come: browsers give up what they fetch, even from this computer, at the
 * moment a network interface comes or goes. The address says where the page was.
 */
export function loadAgainWhenPartsAreMissing(reload: () => void = () => location.reload()): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(storageName) ?? 0)
    if (Date.now() - last < patienceMs) return
    event.preventDefault()
    sessionStorage.setItem(storageName, String(Date.now()))
    reload()
  })
}
