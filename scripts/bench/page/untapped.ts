import type { Page } from 'playwright-core'

interface Inside {
  readonly _connection: { toImpl(page: Page): { delegate: { _mainFrameSession: { _client: Sender } } } }
}
interface Sender {
  send(method: string): Promise<unknown>
}

/**
 * Takes Playwright off the page's network: it has the browser hand over each message of each WebSocket, 20 MB for a log
 * of 20 MB, which no user's browser does. There is no public way to; `page.route` and the like work no more afterwards.
 */
export async function untap(page: Page): Promise<void> {
  const inside = (page as unknown as Inside)._connection.toImpl(page)
  await inside.delegate._mainFrameSession._client.send('Network.disable')
}

/**
 * Until an element of this role says just these words. Playwright's own way to wait looks at every frame, and so has the
 * page draw sixty a second.
 */
export async function untilSaid(page: Page, role: string, words: string): Promise<void> {
  await page.evaluate(
    ([role, words]) =>
      new Promise<void>((resolve) => {
        const look = (): void => {
          const said = [...document.querySelectorAll(`[role=${role}]`)].some(
            ({ textContent }) => textContent.trim() === words,
          )
          if (!said) return
          observer.disconnect()
          resolve()
        }
        const observer = new MutationObserver(look)
        observer.observe(document, { subtree: true, childList: true, characterData: true })
        look()
      }),
    [role, words] as const,
  )
}
