import { expect, test } from 'vitest'
import { shapeFor } from './shapes.ts'

test('a computer gets the image that its first driver starts', () => {
  expect(shapeFor('linux', 'x86_64')).toBeNull()
  expect(shapeFor('win32', 'x86_64')).toBe('hyperv')
  expect(shapeFor('darwin', 'x86_64')).toBe('vz')
  expect(shapeFor('darwin', 'aarch64')).toBeNull()
})
