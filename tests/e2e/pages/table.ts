import type { Locator, Page } from 'playwright-core'

/** A table of the page, by what a user reads of it. */
export class Table {
  readonly page: Page
  readonly grid: Locator
  readonly #noun: string

  constructor(page: Page, label: string, noun: string) {
    this.page = page
    this.grid = page.getByRole('grid', { name: label })
    this.#noun = noun
  }

  row(name: string): Locator {
    return this.grid.getByRole('row', { name, exact: true })
  }

  get filter(): Locator {
    return this.page.getByRole('textbox', { name: `Filter ${this.#noun}s` })
  }

  get selected(): Locator {
    return this.grid.getByRole('row', { selected: true })
  }

  /** the names of the rows in sight, in their order */
  names(): Promise<(string | null)[]> {
    return this.grid
      .locator('[role="row"][aria-label]')
      .evaluateAll((rows) =>
        rows
          .sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
          .map((row) => row.getAttribute('aria-label')),
      )
  }

  async choose(name: string, item: string): Promise<void> {
    await this.row(name)
      .getByRole('button', { name: `More actions for ${name}` })
      .click()
    await this.page.getByRole('menuitem', { name: item }).click()
  }
}
