import { expect, test } from 'vitest'
import { PageAddress } from '../../api/schema/desktop.ts'
import { HostDesktop } from './service.ts'

test('an address reaches the page that listens; without one that is said', async () => {
  const desktop = new HostDesktop()
  expect(await desktop.show('/images')).toBe(false)
  const end = new AbortController()
  const page = desktop.shown(end.signal)
  const next = page.next()
  expect(await desktop.show('/volumes')).toBe(true)
  expect((await next).value).toBe('/volumes')
  end.abort()
  await page.next()
  expect(await desktop.show('/images')).toBe(false)
})

test('who comes later hears what the page speaks, too', async () => {
  const desktop = new HostDesktop()
  await desktop.speak('de')
  const spoken = desktop.spoken(new AbortController().signal)
  expect((await spoken.next()).value).toBe('de')
  const next = spoken.next()
  await desktop.speak('en')
  expect((await next).value).toBe('en')
})

test.each([
  'https://a.example/',
  '//a.example/',
  '/\\a.example',
  '/a b',
  'images',
  '',
  '/' + 'x'.repeat(2048),
])('%s is no address of the page', (address) => expect(PageAddress.safeParse(address).success).toBe(false))

test('where an update stands is known as long as there is an app that could make it', async () => {
  const desktop = new HostDesktop()
  expect(await desktop.actOnUpdate('check')).toBe(false)
  const end = new AbortController()
  const acts = desktop.updateActs(end.signal)
  const act = acts.next()
  await desktop.tellUpdate({ kind: 'ready', version: '1.1.0' })
  const page = desktop.update(new AbortController().signal)
  expect((await page.next()).value).toEqual({ kind: 'ready', version: '1.1.0' })
  expect(await desktop.actOnUpdate('install')).toBe(true)
  expect((await act).value).toBe('install')
  end.abort()
  await acts.next()
  expect((await page.next()).value).toBeNull()
})
