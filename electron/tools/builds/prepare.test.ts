import { expect, test } from 'vitest'
import { buildName } from './prepare.ts'

test('a build is called by its first tag, else by its folder or repository', () => {
  expect(buildName({ tags: ['app:1', 'app:2'], context: '/src' })).toBe('app:1')
  expect(buildName({ tags: [], context: '/home/ada/shop/' })).toBe('shop')
  expect(buildName({ tags: [], context: 'https://example.org/team/shop.git#main:web' })).toBe('shop')
  expect(buildName({ tags: [], context: 'git@example.org:shop.git' })).toBe('shop')
  expect(buildName({ tags: [], context: '/' })).toBe('/')
})
