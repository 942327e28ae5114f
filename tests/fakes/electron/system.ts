import type * as Electron from 'electron'
import { Emitter } from './events.ts'
import type { Faithful, Held } from './faithful.ts'

export const clipboard = {
  test: { text: '' },
  async writeText(text: string): Promise<void> {
    clipboard.test.text = text
  },
}
export type HeldClipboard = Held<Faithful<typeof clipboard, Electron.Clipboard>, typeof clipboard>

export const shell = {
  test: { opened: [] as string[], shown: [] as string[] },
  async openExternal(url: string): Promise<void> {
    shell.test.opened.push(url)
  },
  showItemInFolder(file: string): void {
    shell.test.shown.push(file)
  },
}
export type HeldShell = Held<Faithful<typeof shell, Electron.Shell>, typeof shell>

/** Questions wait for a test to answer them; what is never asked for stays in the list. */
export const dialog = {
  test: {
    asked: [] as { options: Electron.MessageBoxOptions; answer(response: number): void }[],
    errors: [] as string[],
  },
  showMessageBox(
    ...args: [Electron.MessageBoxOptions] | [Electron.BaseWindow, Electron.MessageBoxOptions]
  ): Promise<Electron.MessageBoxReturnValue> {
    const options = args.at(-1) as Electron.MessageBoxOptions
    return new Promise((resolve) => {
      const answer = (response: number): void => resolve({ response, checkboxChecked: false })
      dialog.test.asked.push({ options, answer })
    })
  },
  showErrorBox(title: string, content: string): void {
    dialog.test.errors.push(`${title} ${content}`)
  },
}
export type HeldDialog = Held<Faithful<typeof dialog, Electron.Dialog>, typeof dialog>

export const powerMonitor = new Emitter()

export const nativeTheme = {
  shouldUseDarkColors: false,
  themeSource: 'system' as Electron.NativeTheme['themeSource'],
}
export type HeldTheme = Held<Faithful<typeof nativeTheme, Electron.NativeTheme>, typeof nativeTheme>

export const screen = {
  test: { areas: [{ x: 0, y: 0, width: 1920, height: 1040 }] as Electron.Rectangle[] },
  getAllDisplays(): Electron.Display[] {
    return screen.test.areas.map((workArea) => ({ workArea }) as Electron.Display)
  },
}
export type HeldScreen = Held<Faithful<typeof screen, Electron.Screen>, typeof screen>

export class FakeNotification extends Emitter {
  static readonly test = { shown: [] as FakeNotification[], supported: true }
  static isSupported(): boolean {
    return FakeNotification.test.supported
  }
  readonly test: { readonly options: Electron.NotificationConstructorOptions }
  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super()
    this.test = { options }
  }
  show(): void {
    FakeNotification.test.shown.push(this)
  }
}
export type HeldNotification = Held<Faithful<FakeNotification, Electron.Notification>, FakeNotification>
