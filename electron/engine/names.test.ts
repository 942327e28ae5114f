import { expect, it } from 'vitest'
import { containerPath, imagePath } from './names.ts'

it('makes paths of ids, names and references', () => {
  expect(containerPath('web-1_a.b')).toBe('/containers/web-1_a.b')
  expect(imagePath('sha256:0123')).toBe('/images/sha256:0123')
  expect(imagePath('ghcr.io/a/b:1@sha256:ff')).toBe('/images/ghcr.io/a/b:1@sha256:ff')
})

it.each(['', '.', '-f', 'a/b', 'a?b', 'a b', '../images', 'a%2fb', 'a\nb'])(
  'refuses %j for a container',
  (ref) => {
    expect(() => containerPath(ref)).toThrow('is not the name or id of a container')
  },
)

it.each(['', 'a/../b', 'a//b', 'a/', './a', 'a?b', 'a#b', 'a b'])('refuses %j for an image', (ref) => {
  expect(() => imagePath(ref)).toThrow('is not the name or id of an image')
})
