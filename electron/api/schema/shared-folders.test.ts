import { expect, test } from 'vitest'
import { folderProblem, isSharedBy, SharedFolders } from './shared-folders.ts'

test.each([
  ['/home/me/Projekte für Zoë', null],
  ['/Users', null],
  ['/tmp/x', null],
  ['home/me', 'not-absolute'],
  ['C:\\Users\\me', 'not-absolute'],
  ['', 'not-absolute'],
  ['/', 'outside'],
  ['/var/lib', 'outside'],
  ['/homes/me', 'outside'],
  ['/home/me/', 'not-plain'],
  ['/home/../etc', 'not-plain'],
  ['/home//me', 'not-plain'],
  ['/home/me\nvirtiofs share9 /etc', 'not-plain'],
  ['/home/a,b', 'not-plain'],
  ['/home/a"b', 'not-plain'],
  ['/home/me ', 'not-plain'],
])('%j: %s', (path, problem) => {
  expect(folderProblem(path)).toBe(problem)
})

test('a folder is shared with all that is in it', () => {
  expect(isSharedBy(['/home/me'], '/home/me')).toBe(true)
  expect(isSharedBy(['/home/me'], '/home/me/a/b')).toBe(true)
  expect(isSharedBy(['/home/me'], '/home/men')).toBe(false)
  expect(isSharedBy(['/home/me/a'], '/home/me')).toBe(false)
  expect(isSharedBy([], '/home')).toBe(false)
})

test('no folder is shared twice, and not without end', () => {
  expect(SharedFolders.safeParse(['/home/me', '/home/you']).success).toBe(true)
  const refused = SharedFolders.safeParse(['/home/me', '/home/me/a'])
  expect(refused.error?.issues.map(({ path, message }) => [path, message])).toEqual([
    [[1], 'is shared already, by itself or by a folder above it'],
  ])
  expect(SharedFolders.safeParse(['/home/me', '/home/me']).success).toBe(false)
  expect(SharedFolders.safeParse(Array.from({ length: 33 }, (_, at) => `/home/${at}`)).success).toBe(false)
})
