/** Frames per second of the page while something moves. */
import type { Browser, Page } from 'playwright-core'

/** Counts the frames that the page draws while `work` goes on; a frame that came late is missing from the count. */
export async function framesPerSecond(page: Page, work: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const frames: number[] = []
    let asked = 0
    const next = (now: number): void => {
      frames.push(now)
      asked = requestAnimationFrame(next)
    }
    asked = requestAnimationFrame(next)
    const end = (): readonly number[] => {
      cancelAnimationFrame(asked)
      return frames
    }
    Object.assign(window, { berthFramesEnd: end })
  })
  await work()
  const frames = await page.evaluate(() =>
    (window as unknown as { berthFramesEnd: () => readonly number[] }).berthFramesEnd(),
  )
  const [first, last] = [frames[0], frames.at(-1)]
  if (first === undefined || last === undefined || last === first) throw new Error('The page drew no frames.')
  return ((frames.length - 1) * 1000) / (last - first)
}

const scrollMs = 3000
const wheelEveryMs = 16

/** Turns the wheel over a table, down and up again, as fast as a hand does. */
export async function scroll(page: Page, label: string): Promise<void> {
  await page.getByRole('grid', { name: label }).hover()
  const until = performance.now() + scrollMs
  for (let turn = 0; performance.now() < until; turn += 1) {
    await page.mouse.wheel(0, turn % 100 < 70 ? 240 : -240)
    await page.waitForTimeout(wheelEveryMs)
  }
}

/** What this browser reaches on this computer at best: the same turns of the wheel over a page with nothing to draw. */
export async function emptyScroll(browser: Browser): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  try {
    await page.setContent(
      '<div role="grid" aria-label="Empty" style="height: 100vh; overflow: auto"><div style="height: 160000px"></div></div>',
    )
    return await framesPerSecond(page, () => scroll(page, 'Empty'))
  } finally {
    await page.close()
  }
}

const typedEveryMs = 120

/** Types a filter letter by letter and takes it back, some times over. */
export async function filter(page: Page, label: string, words: readonly string[]): Promise<void> {
  const field = page.getByRole('textbox', { name: label })
  await field.focus()
  for (const word of words) {
    await field.pressSequentially(word, { delay: typedEveryMs })
    for (const _ of word) {
      await page.keyboard.press('Backspace')
      await page.waitForTimeout(typedEveryMs)
    }
  }
}
