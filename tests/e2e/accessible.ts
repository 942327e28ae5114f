import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

declare global {
  interface Window {
    axe?: typeof axe
  }
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** No serious or critical violation of WCAG 2.2 AA in what is on the screen now. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await analysis(page)
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(
    grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
  ).toEqual([])
}

/**
 * Run in the page itself: there are no frames, which axe's own binding to the browser opens a further page for. Only what
 * is wrong is told in full.
 */
async function analysis(page: Page): Promise<AxeResults> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(async (runOnly) => {
    if (!window.axe) throw new Error('axe is not in the page.')
    return window.axe.run(document, { runOnly, resultTypes: ['violations'] })
  }, rules)
}

/** The same in light and then in dark, each once it is on the screen; the page is left in light. */
export async function expectAccessibleInBothThemes(page: Page): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await showIn(page, theme)
    await expectAccessible(page)
  }
  await showIn(page, 'light')
}

/** Asks for a theme as the system does, and waits until the page shows it. */
export async function showIn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor()
}
