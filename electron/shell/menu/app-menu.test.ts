import type { MenuItemConstructorOptions } from 'electron'
import { expect, test } from 'vitest'
import { wordsIn } from '../words/index.ts'
import { appMenu } from './app-menu.ts'

const shown: string[] = []
const acts = {
  show: (address: string) => shown.push(address),
  browse: () => undefined,
  checkForUpdates: () => shown.push('updates'),
}
const all = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? all(item.submenu) : [])])
const menus = (['mac', 'windows', 'linux'] as const).flatMap((system) =>
  (['en', 'de'] as const).map((language) => ({
    system,
    language,
    items: appMenu(system, wordsIn(language), acts),
  })),
)

test.each(menus)('$system, $language: every usual role is there, with its own key', ({ items }) => {
  const roles = all(items).flatMap(({ role }) => role ?? [])
  for (const role of [
    'undo',
    'redo',
    'cut',
    'copy',
    'paste',
    'selectAll',
    'reload',
    'zoomIn',
    'zoomOut',
    'quit',
  ])
    expect(roles.filter((each) => each === role)).toHaveLength(1)
  // Electron's own keys for roles are what each system is used to.
  const withKeys = all(items).filter(({ accelerator }) => accelerator !== undefined)
  expect(withKeys.map(({ accelerator }) => accelerator)).toEqual(['CmdOrCtrl+,'])
})

test('settings and quit stand where each system looks for them', () => {
  for (const { system, items } of menus) {
    const [first] = items
    const within = all([first!])
    expect(within.some(({ role }) => role === 'quit')).toBe(true)
    expect(within.some(({ accelerator }) => accelerator === 'CmdOrCtrl+,')).toBe(true)
    expect(first?.role).toBe(system === 'mac' ? 'appMenu' : undefined)
  }
})

test('it leads to pages', () => {
  const images = all(menus[0]!.items).find(({ label }) => label === 'Images')
  images?.click?.(undefined as never, undefined, undefined as never)
  expect(shown).toEqual(['/images'])
})

test('updates are looked for beside what tells of the app', () => {
  for (const { system, items } of menus) {
    const menu = items.at(system === 'mac' ? 0 : -1)?.submenu
    const within = Array.isArray(menu) ? menu : []
    const about = within.findIndex(({ role }) => role === 'about')
    const item = within[system === 'mac' ? about + 1 : about - 1]
    expect(item?.label).toMatch(/updates/i)
    item?.click?.(undefined as never, undefined, undefined as never)
    expect(shown.pop()).toBe('updates')
  }
})
