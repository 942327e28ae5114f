import type { Locator, Page } from 'playwright-core'

/** The pages by what a user sees on them: roles and names only. */
export class ContainersPage {
  readonly page: Page
  readonly table: Locator

  constructor(page: Page) {
    this.page = page
    this.table = page.getByRole('grid', { name: 'Containers' })
  }

  async go(): Promise<void> {
    await this.page.getByRole('link', { name: 'Containers' }).click()
  }

  row(name: string): Locator {
    return this.table.getByRole('row', { name })
  }

  async does(action: 'Start' | 'Stop' | 'Restart', name: string): Promise<void> {
    await this.row(name)
      .getByRole('button', { name: `${action} ${name}` })
      .click()
  }

  async picks(action: string, name: string): Promise<void> {
    await this.row(name)
      .getByRole('button', { name: `More actions for ${name}` })
      .click()
    await this.page.getByRole('menuitem', { name: action }).click()
  }

  async open(name: string): Promise<Locator> {
    await this.row(name).getByText(name, { exact: true }).click()
    const detail = this.page.getByRole('region', { name: `Container ${name}` })
    await detail.waitFor()
    return detail
  }
}

export class ImagesPage {
  readonly page: Page
  readonly table: Locator

  constructor(page: Page) {
    this.page = page
    this.table = page.getByRole('grid', { name: 'Images' })
  }

  async go(): Promise<void> {
    await this.page.getByRole('link', { name: 'Images' }).click()
  }

  row(name: string): Locator {
    return this.table.getByRole('row', { name })
  }

  async pull(reference: string): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Pull an image' }).first().click()
    const dialog = this.page.getByRole('dialog', { name: 'Pull an image' })
    await dialog.getByRole('textbox', { name: 'Image' }).fill(reference)
    await dialog.getByRole('button', { name: 'Pull', exact: true }).click()
    return dialog
  }
}
