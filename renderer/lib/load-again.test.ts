import { expect, it, vi } from 'vitest'
import { loadAgainWhenPartsAreMissing } from './load-again.ts'

it('loads the page again once when a part is missing, and says so when that did not help', () => {
  const reload = vi.fn()
  loadAgainWhenPartsAreMissing(reload)
  const missing = (): Event => new Event('vite:preloadError', { cancelable: true })
  const [first, second] = [missing(), missing()]
  window.dispatchEvent(first)
  expect(first.defaultPrevented).toBe(true)
  expect(reload).toHaveBeenCalledTimes(1)
  window.dispatchEvent(second)
  expect(second.defaultPrevented).toBe(false)
  expect(reload).toHaveBeenCalledTimes(1)
})
