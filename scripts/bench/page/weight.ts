/** What the page loads before it shows its first list. */
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'

/** KB of JavaScript, compressed as a server does, of a first visit to the list of containers. */
export async function initialScriptKB(page: Page): Promise<number> {
  const bodies: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') bodies.push(response.body())
  })
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true })
  await page.reload()
  await page.getByRole('grid', { name: 'Containers' }).waitFor()
  await page.waitForLoadState('networkidle')
  await cdp.detach()
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body, { level: 6 }).byteLength)
  if (sizes.length === 0) throw new Error('The page loaded no script.')
  return sizes.reduce((sum, size) => sum + size, 0) / 1024
}
