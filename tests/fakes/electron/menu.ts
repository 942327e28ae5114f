import type * as Electron from 'electron'
import { Emitter } from './events.ts'
import type { Faithful, Held } from './faithful.ts'

type Template = Electron.MenuItemConstructorOptions

/** A menu as its template says it. */
export class FakeMenu {
  static readonly test = { application: null as FakeMenu | null, popped: [] as FakeMenu[] }
  readonly test: { readonly template: readonly Template[]; click(...labels: string[]): void }

  private constructor(template: readonly Template[]) {
    this.test = {
      template,
      click: (...labels) => {
        const item = labels.reduce<Template | undefined>(
          (within, label) =>
            (within?.submenu as Template[] | undefined)?.find((each) => each.label === label),
          { submenu: [...template] },
        )
        if (!item?.click) throw new Error(`There is nothing to choose at ${labels.join(' > ')}.`)
        item.click(undefined as never, undefined, undefined as never)
      },
    }
  }

  static buildFromTemplate(template: Template[]): FakeMenu {
    return new FakeMenu(template)
  }

  static setApplicationMenu(menu: FakeMenu | null): void {
    FakeMenu.test.application = menu
  }

  popup(): void {
    FakeMenu.test.popped.push(this)
  }
}

/** The place beside the clock; how often it was changed is what makes it flicker. */
export class FakeTray extends Emitter {
  static readonly test = { current: null as FakeTray | null }
  readonly test = {
    images: [] as string[],
    tooltips: [] as string[],
    menus: [] as FakeMenu[],
    destroyed: false,
  }

  constructor(image: FakeImage) {
    super()
    this.test.images.push(image.test.file)
    FakeTray.test.current = this
  }

  setImage(image: FakeImage): void {
    this.test.images.push(image.test.file)
  }

  setToolTip(text: string): void {
    this.test.tooltips.push(text)
  }

  setContextMenu(menu: FakeMenu | null): void {
    if (menu) this.test.menus.push(menu)
  }

  destroy(): void {
    this.test.destroyed = true
  }
}

export class FakeImage {
  readonly test: { readonly file: string; template: boolean }
  constructor(file: string) {
    this.test = { file, template: false }
  }
  setTemplateImage(template: boolean): void {
    this.test.template = template
  }
}

export const nativeImage = { createFromPath: (file: string): FakeImage => new FakeImage(file) }

export type HeldMenu = Held<Faithful<FakeMenu, Electron.Menu>, FakeMenu>
export type HeldTray = Held<Faithful<FakeTray, Electron.Tray, 'setImage' | 'setContextMenu'>, FakeTray>
export type HeldImage = Held<Faithful<FakeImage, Electron.NativeImage>, FakeImage>
