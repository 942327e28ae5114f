import type { Locator, Page } from 'playwright-core'

/** A log view. */
export class Log {
  readonly lines: Locator
  readonly search: Locator
  readonly tools: Locator

  constructor(page: Page, name: string) {
    this.lines = page.getByRole('log', { name: `Log of ${name}` })
    this.tools = page.getByRole('toolbar', { name: `Log of ${name}` })
    this.search = this.tools.getByRole('textbox', { name: 'Search the log' })
  }

  /** "3 of 12" */
  get matches(): Locator {
    return this.tools.getByRole('status').filter({ hasText: /of|found|match/ })
  }

  tool(name: string): Locator {
    return this.tools.getByRole('button', { name })
  }
}
