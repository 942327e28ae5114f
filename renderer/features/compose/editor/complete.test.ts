import { expect, it } from 'vitest'
import { optionsFor } from './complete.ts'
import { typingAt } from './place.ts'

/** What is offered at the mark "|". */
function offered(marked: string): { label: string; apply: unknown }[] {
  const at = marked.indexOf('|')
  const text = marked.slice(0, at) + marked.slice(at + 1)
  return optionsFor(typingAt(text, at), text).map(({ label, apply }) => ({ label, apply: apply ?? label }))
}
const labels = (marked: string): string[] => offered(marked).map(({ label }) => label)

const rest = `
networks:
  front:
volumes:
  data:
`

it('offers the keys of a place, ready to be filled in', () => {
  const keys = offered('services:\n  web:\n    |')
  expect(keys).toContainEqual({ label: 'image', apply: 'image: ' })
  expect(keys).toContainEqual({ label: 'healthcheck', apply: 'healthcheck:' })
  expect(labels('|')).toEqual(expect.arrayContaining(['services', 'volumes']))
})

it('offers the values that there are', () => {
  expect(labels('services:\n  web:\n    privileged: |')).toEqual(['true', 'false'])
  expect(labels('services:\n  web:\n    image: |')).toEqual([])
})

it('offers the names that the file gives, but not a service to itself', () => {
  expect(labels(`services:\n  db: {}\n  web:\n    depends_on:\n      - |${rest}`)).toContain('db')
  expect(labels(`services:\n  db: {}\n  web:\n    depends_on:\n      - |${rest}`)).not.toContain('web')
  expect(offered(`services:\n  web:\n    networks:\n      |${rest}`)).toContainEqual({
    label: 'front',
    apply: 'front:',
  })
  expect(labels(`services:\n  web:\n    volumes:\n      - |${rest}`)).toContain('data')
})
