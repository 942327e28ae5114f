import type { Locator, Page } from 'playwright-core'

/** The form of a container to be, and what stands beside it. */
export class RunForm {
  readonly page: Page
  readonly form: Locator
  readonly aside: Locator

  constructor(page: Page) {
    this.page = page
    this.form = page.getByRole('form', { name: 'What it is to be' })
    this.aside = page.getByRole('complementary', { name: 'The same as a command' })
  }

  field(name: string): Locator {
    return this.form.getByLabel(name, { exact: true })
  }

  cell(list: string, column: string, row = 1): Locator {
    return this.form.getByRole('group', { name: list }).getByLabel(`${column}, row ${row}`, { exact: true })
  }

  async openSection(name: string): Promise<void> {
    await this.form.getByRole('button', { name: new RegExp(`^${name}`), expanded: false }).click()
  }

  /** A new row of a list, filled column by column. */
  async add(list: string, cells: Readonly<Record<string, string>>): Promise<void> {
    const group = this.form.getByRole('group', { name: list })
    const row = (await group.locator('[data-row]').count()) + 1
    await group.getByRole('button', { name: `Add to: ${list}` }).click()
    for (const [column, value] of Object.entries(cells)) await this.cell(list, column, row).fill(value)
  }

  button(name: string): Locator {
    return this.aside.getByRole('button', { name, exact: true })
  }

  get line(): Locator {
    return this.aside.locator('code').filter({ hasText: 'docker run' })
  }
}
