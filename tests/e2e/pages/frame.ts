import type { Locator, Page } from 'playwright-core'

/** What stands around every page. */
export class Frame {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get pill(): Locator {
    return this.page.getByRole('button', { name: /^Machine:/ })
  }

  get tray(): Locator {
    return this.page.getByRole('button', { name: /^Work:/ })
  }

  get jobs(): Locator {
    return this.page.getByRole('dialog', { name: /Work/ }).getByRole('listitem')
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }

  get alert(): Locator {
    return this.page.getByRole('alert')
  }

  async goTo(noun: 'Containers' | 'Images' | 'Builds' | 'Machine'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: noun }).click()
  }

  /** Runs what the palette offers first for a query. */
  async run(query: string): Promise<void> {
    await this.page.keyboard.press('Control+k')
    const field = this.page.getByRole('combobox', { name: 'Search or run an action' })
    await field.fill(query)
    await this.page.getByRole('listbox').getByRole('option').first().waitFor()
    await field.press('Enter')
  }

  clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText())
  }
}
