import type { MenuItemConstructorOptions } from 'electron'
import type { DesktopSystem } from '../../base/paths.ts'
import type { Words } from '../words/index.ts'

export interface MenuActs {
  readonly show: (address: string) => void
  readonly browse: (url: string) => void
  readonly checkForUpdates: () => void
}

type Item = MenuItemConstructorOptions

const line: Item = { type: 'separator' }

/** The application's menu, with the keys and the places that each system is used to. */
export function appMenu(
  system: DesktopSystem,
  { menu }: Words,
  { show, browse, checkForUpdates }: MenuActs,
): Item[] {
  const settings: Item = {
    label: menu.settings,
    accelerator: 'CmdOrCtrl+,',
    click: () => show('/settings'),
  }
  const updates: Item = { label: menu.checkForUpdates, click: checkForUpdates }
  const page = (label: string, address: string): Item => ({ label, click: () => show(address) })
  const ofApp: Item = {
    label: 'Berth',
    role: 'appMenu',
    submenu: [
      { role: 'about', label: menu.about },
      updates,
      line,
      settings,
      line,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit', label: menu.quit },
    ],
  }
  const file: Item = {
    label: menu.file,
    submenu:
      system === 'mac'
        ? [{ role: 'close', label: menu.closeWindow }]
        : [settings, line, { role: 'close', label: menu.closeWindow }, { role: 'quit', label: menu.quit }],
  }
  return [
    ...(system === 'mac' ? [ofApp] : []),
    file,
    {
      label: menu.edit,
      submenu: [
        { role: 'undo', label: menu.undo },
        { role: 'redo', label: menu.redo },
        line,
        { role: 'cut', label: menu.cut },
        { role: 'copy', label: menu.copy },
        { role: 'paste', label: menu.paste },
        { role: 'selectAll', label: menu.selectAll },
      ],
    },
    {
      label: menu.view,
      submenu: [
        { role: 'reload', label: menu.reload },
        line,
        { role: 'resetZoom', label: menu.actualSize },
        { role: 'zoomIn', label: menu.zoomIn },
        { role: 'zoomOut', label: menu.zoomOut },
        line,
        { role: 'togglefullscreen', label: menu.fullScreen },
        { role: 'toggleDevTools', label: menu.developerTools },
      ],
    },
    {
      label: menu.go,
      submenu: [
        page(menu.containers, '/containers'),
        page(menu.compose, '/compose'),
        page(menu.images, '/images'),
        page(menu.volumes, '/volumes'),
        page(menu.networks, '/networks'),
        page(menu.machine, '/machine'),
      ],
    },
    {
      label: menu.window,
      role: 'window',
      submenu: [
        { role: 'minimize', label: menu.minimize },
        ...(system === 'mac' ? [{ role: 'zoom' } as const, line, { role: 'front' } as const] : []),
      ],
    },
    {
      label: menu.help,
      role: 'help',
      submenu: [
        { label: menu.documentation, click: () => browse('https://docs.docker.com/') },
        ...(system === 'mac' ? [] : [line, updates, { role: 'about', label: menu.about } as const]),
      ],
    },
  ]
}
