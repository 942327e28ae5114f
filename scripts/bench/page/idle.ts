/** What an open page costs while nobody touches it. */
import type { Browser, Page } from 'playwright-core'
import type { EngineRoom } from '../../../tests/fixtures/engine-room.ts'

export const running = 100

export async function runContainers(room: EngineRoom, say: (line: string) => void): Promise<void> {
  for (let at = 0; at < running; at += 1) {
    await room.run(`running-${at}`, ['sleep', '100000'])
    if ((at + 1) % 25 === 0) say(`${at + 1} of ${running} containers run`)
  }
}

const settleMs = 5000
const overMs = 30_000

/** Percent of one processor that the browser's processes take for a page at rest, with the mouse nowhere. */
export async function idleCpu(browser: Browser, page: Page): Promise<number> {
  await page.mouse.move(0, 0)
  await page.waitForTimeout(settleMs)
  const cdp = await browser.newBrowserCDPSession()
  try {
    const before = await cpuSeconds(cdp)
    const begun = performance.now()
    await page.waitForTimeout(overMs)
    const seconds = (performance.now() - begun) / 1000
    return (100 * ((await cpuSeconds(cdp)) - before)) / seconds
  } finally {
    await cdp.detach()
  }
}

/** Processor time so far of all the browser's processes: the page's own, the one that draws, the one around them. */
async function cpuSeconds(cdp: Awaited<ReturnType<Browser['newBrowserCDPSession']>>): Promise<number> {
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo')
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
}
