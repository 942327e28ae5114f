/** Frames per second of the page while something moves. */
import type { Page } from 'playwright-core'

/** Counts the frames that the page draws while `work` goes on; a frame that came late is missing from the count. */
export async function framesPerSecond(page: Page, work: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const frames: number[] = []
    Object.assign(window, { berthFrames: frames })
    const next = (now: number): void => {
      frames.push(now)
      requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
  })
  await work()
  const frames = await page.evaluate(() =>
    (window as unknown as { berthFrames: number[] }).berthFrames.splice(0),
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
