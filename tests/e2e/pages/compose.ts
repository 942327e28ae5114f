import type { Locator, Page } from 'playwright-core'
import { Frame } from './frame.ts'
import { Table } from './table.ts'

/** The page of the compose projects, and the detail of one. */
export class Compose {
  readonly page: Page
  readonly table: Table
  readonly frame: Frame

  constructor(page: Page) {
    this.page = page
    this.table = new Table(page, 'Compose', 'project')
    this.frame = new Frame(page)
  }

  detail(project: string): Locator {
    return this.page.getByRole('region', { name: `Project ${project}` })
  }

  service(project: string, name: string): Locator {
    return this.detail(project)
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name, exact: true }) })
  }

  output(project: string): Locator {
    return this.page.getByRole('log', { name: `Output of compose for ${project}` })
  }

  get editor(): Locator {
    return this.page.getByRole('textbox', { name: /^compose\.yaml of/ })
  }

  /** Types a whole new text into the editor. */
  async type(text: string): Promise<void> {
    await this.editor.click()
    await this.page.keyboard.press('Control+a')
    await this.page.keyboard.insertText(text)
  }

  async open(path: string): Promise<void> {
    await this.page.getByRole('banner').getByRole('button', { name: 'Open a compose file…' }).click()
    await this.frame.dialog.getByRole('textbox', { name: 'File or folder' }).fill(path)
    await this.frame.dialog.getByRole('button', { name: 'Open', exact: true }).click()
    await this.frame.dialog.waitFor({ state: 'detached' })
  }
}
