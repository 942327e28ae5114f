import { expect, test } from 'vitest'
import { addressOfLink, linkAmong } from './links.ts'

test.each([
  ['berth://containers', '/containers'],
  ['berth://containers/', '/containers'],
  ['berth://containers/web', '/containers/web/overview'],
  ['berth://containers/my_app-web.1/logs', '/containers/my_app-web.1/logs'],
  ['berth://compose/shop', '/compose/shop/services'],
  ['berth://settings', '/settings'],
])('%s leads to %s', (link, address) => expect(addressOfLink(link)).toBe(address))

test.each([
  'https://containers/web',
  'berth:containers',
  'berth://nowhere',
  'berth://containers/..%2f..%2fetc',
  'berth://containers/../settings/x/y',
  'berth://containers/web/logs/more',
  'berth://containers/a b',
  'berth://user@containers/web',
  'berth://containers:80/web',
  'berth://constructor',
  'berth://containers/<script>',
  'berth://settings/danger',
  `berth://containers/${'x'.repeat(600)}`,
  'berth:',
  '',
])('%s leads nowhere', (link) => expect(addressOfLink(link)).toBeNull())

test('a link is found among the arguments of a start', () => {
  expect(linkAmong(['/opt/berth', '--hidden', 'berth://images'])).toBe('berth://images')
  expect(linkAmong(['/opt/berth'])).toBeNull()
})
