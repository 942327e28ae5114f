import { afterEach, expect, it, vi } from 'vitest'
import { dropDraft, keepDraft, readDraft } from './drafts.ts'

afterEach(() => {
  vi.restoreAllMocks()
  localStorage.clear()
})

it('keeps what was typed until it is dropped', () => {
  expect(readDraft('/p/c.yaml')).toBeNull()
  expect(keepDraft('/p/c.yaml', 'name: x', 'mark')).toBe(true)
  expect(readDraft('/p/c.yaml')).toMatchObject({ text: 'name: x', mark: 'mark' })
  expect(readDraft('/p/other.yaml')).toBeNull()
  dropDraft('/p/c.yaml')
  expect(readDraft('/p/c.yaml')).toBeNull()
})

it('does without what cannot be read or kept', () => {
  localStorage.setItem('berth.draft./p/c.yaml', '{"text":')
  expect(readDraft('/p/c.yaml')).toBeNull()
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new Error('full')
  })
  expect(keepDraft('/p/c.yaml', 'x', 'mark')).toBe(false)
})
