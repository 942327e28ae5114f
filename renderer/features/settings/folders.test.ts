import { expect, test } from 'vitest'
import { isUnfinished, sharedFolders, typedFolder, typedProblem, withFolder } from './folders.ts'

const sharing = (folders: string[]) => ({ filesystem: '9p' as const, folders, suspend: false })

test('a folder is seen now, from the next start on, or until then', () => {
  const running = { state: 'running', sharing: sharing(['/home/a', '/home/b', '/home/d']) } as const
  expect(sharedFolders(['/home/a', '/home/c', '/home/d'], running, ['/home/d'])).toEqual([
    { path: '/home/a', state: 'shared' },
    { path: '/home/c', state: 'next' },
    { path: '/home/d', state: 'missing' },
    { path: '/home/b', state: 'leaving' },
  ])
})

test('a machine that does not run sees nothing yet', () => {
  const stopped = { state: 'stopped', sharing: sharing(['/home/a']) } as const
  expect(sharedFolders(['/home/a'], stopped, [])).toEqual([{ path: '/home/a', state: 'next' }])
})

test.each([
  ['/home/me/', '/home/me'],
  [' /home/me// ', '/home/me'],
  ['/', '/'],
  ['~', '/home/me'],
  ['~/a b/', '/home/me/a b'],
  ['~you', '~you'],
])('%j is typed for %j', (text, path) => {
  expect(typedFolder(text, '/home/me')).toBe(path)
})

test('a folder that is shared already is refused, one around it takes its place', () => {
  expect(typedProblem('/home/me/a', ['/home/me'])).toBe('shared')
  expect(typedProblem('/home/me', ['/home/me/a'])).toBeNull()
  expect(typedProblem('/etc', [])).toBe('outside')
  expect(withFolder(['/home/me/a', '/home/men', '/home/me/b'], '/home/me')).toEqual(['/home/men', '/home/me'])
})

test('what can still become right is not judged while it is typed', () => {
  for (const text of ['', '/', '/ho', '~', '~/x', '/home/me/.', '/home/me/..'])
    expect(isUnfinished(text), text).toBe(true)
  for (const text of ['h', '/home', '/hoe', '/etc/x', '/home/../x'])
    expect(isUnfinished(text), text).toBe(false)
})
