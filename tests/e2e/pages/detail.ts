import type { Locator, Page } from 'playwright-core'

/** One container in detail. */
export class Detail {
  readonly page: Page
  readonly section: Locator
  readonly #name: string

  constructor(page: Page, name: string) {
    this.page = page
    this.section = page.getByRole('region', { name: `Container ${name}` })
    this.#name = name
  }

  tab(name: string): Locator {
    return this.section.getByRole('tab', { name })
  }

  async choose(item: string): Promise<void> {
    await this.section.getByRole('button', { name: `More actions for ${this.#name}` }).click()
    await this.page.getByRole('menuitem', { name: item }).click()
  }

  /** A value of the overview, beside its name. */
  fact(name: string): Locator {
    return this.section
      .getByRole('region', { name: 'Overview' })
      .locator('dl > div')
      .filter({ has: this.page.locator('dt', { hasText: new RegExp(`^${name}$`) }) })
      .locator('dd')
  }
}
