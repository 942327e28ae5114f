import { expect, test } from 'vitest'
import { baseName, joinPath, shortPath, splitPath } from './paths.ts'

test('a path being typed is a folder and the beginning of a name', () => {
  expect(splitPath('/home/ada/pro')).toEqual({ dir: '/home/ada', name: 'pro' })
  expect(splitPath('/ho')).toEqual({ dir: '/', name: 'ho' })
  expect(splitPath('/home/')).toEqual({ dir: '/home', name: '' })
  expect(splitPath('~/')).toEqual({ dir: '~', name: '' })
  expect(splitPath('~')).toEqual({ dir: '~', name: '' })
  expect(splitPath('')).toEqual({ dir: '', name: '' })
  expect(splitPath('pro')).toEqual({ dir: '', name: 'pro' })
})

test('paths are put together, taken apart and shortened', () => {
  expect(joinPath('/', 'etc')).toBe('/etc')
  expect(joinPath('/etc', 'hosts')).toBe('/etc/hosts')
  expect(baseName('/srv/web/')).toBe('web')
  expect(baseName('/')).toBe('/')
  expect(shortPath('/home/ada', '/home/ada')).toBe('~')
  expect(shortPath('/home/ada/src', '/home/ada')).toBe('~/src')
  expect(shortPath('/home/adam', '/home/ada')).toBe('/home/adam')
})
