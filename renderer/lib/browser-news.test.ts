import { afterEach, expect, test, vi } from 'vitest'
import { newsPermission, tellWhileHidden } from './browser-news.ts'

const news = { title: 'Done', body: 'all of it', tag: 'job-1' }
const shown = vi.fn()
function browser(permission: NotificationPermission, hidden: boolean): void {
  class FakeNotification extends EventTarget {
    static permission = permission
    constructor(title: string, options: object) {
      super()
      shown(title, options)
    }
  }
  vi.stubGlobal('Notification', FakeNotification)
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden)
}
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  shown.mockClear()
})

test('it is shown where nobody looks and the user allowed it', () => {
  browser('granted', true)
  tellWhileHidden(news)
  expect(shown).toHaveBeenCalledExactlyOnceWith('Done', { body: 'all of it', tag: 'job-1' })
})

test.each([
  ['granted', false],
  ['default', true],
  ['denied', true],
] as const)('and not where it is %s, hidden %s', (permission, hidden) => {
  browser(permission, hidden)
  tellWhileHidden(news)
  expect(shown).not.toHaveBeenCalled()
})

test('a browser without notifications is asked for none', () => {
  expect(newsPermission()).toBeNull()
  expect(() => tellWhileHidden(news)).not.toThrow()
})
