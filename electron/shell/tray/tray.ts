import { Menu, nativeImage, Tray, type MenuItemConstructorOptions } from 'electron'
import path from 'node:path'
import { desktopSystem } from '../../base/paths.ts'
import type { ShellState } from '../state.ts'
import type { Words } from '../words/index.ts'
import { stateWords, trayMenu, type TrayAction, type TrayItem } from './menu.ts'

/** Which of the drawn icons stands for a state. */
export type TrayIcon = 'running' | 'busy' | 'off' | 'failed'

export function iconOf({ host, machine }: ShellState): TrayIcon {
  if (host.kind === 'failed') return 'failed'
  if (!machine) return 'off'
  switch (machine.status.state) {
    case 'running':
      return machine.status.engine?.answering ? 'running' : 'busy'
    case 'failed':
      return 'failed'
    case 'starting':
    case 'stopping':
    case 'suspending':
      return 'busy'
    case 'stopped':
    case 'suspended':
      return 'off'
  }
}

/** macOS draws a template image in the colours of its menu bar. */
const suffix = desktopSystem === 'mac' ? 'Template' : ''

/** Berth's place beside the clock. A menu that is the same is not set anew, so that one that is open stays as it is. */
export class ShellTray {
  readonly #icons: string
  readonly #act: (action: TrayAction) => void
  readonly #tray: Tray
  #shown = ''
  #icon: TrayIcon = 'off'

  /** `icons`: the folder that they were drawn into */
  constructor(icons: string, act: (action: TrayAction) => void) {
    this.#icons = icons
    this.#act = act
    this.#tray = new Tray(this.#image('off'))
    // On macOS and Linux a click opens the menu; on Windows it opens what it stands for.
    if (desktopSystem === 'windows') this.#tray.on('click', () => act({ kind: 'open' }))
  }

  show(state: ShellState, words: Words): void {
    const icon = iconOf(state)
    if (icon !== this.#icon) this.#tray.setImage(this.#image(icon))
    this.#icon = icon
    const items = trayMenu(state, words)
    const tooltip = words.tray.tooltip(stateWords(state, words))
    const shown = JSON.stringify([items, tooltip])
    if (shown === this.#shown) return
    this.#shown = shown
    this.#tray.setToolTip(tooltip)
    this.#tray.setContextMenu(Menu.buildFromTemplate(items.map((item) => this.#template(item))))
  }

  destroy(): void {
    this.#tray.destroy()
  }

  #image(icon: TrayIcon): Electron.NativeImage {
    const image = nativeImage.createFromPath(path.join(this.#icons, `${icon}${suffix}.png`))
    if (suffix) image.setTemplateImage(true)
    return image
  }

  #template(item: TrayItem): MenuItemConstructorOptions {
    if ('separator' in item) return { type: 'separator' }
    const { label, action, items } = item
    if (items) return { label, submenu: items.map((each) => this.#template(each)) }
    return action ? { label, click: () => this.#act(action) } : { label, enabled: false }
  }
}
