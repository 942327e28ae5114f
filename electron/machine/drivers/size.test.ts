import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

/** Lines of TypeScript that all drivers may have together: what two of them need belongs to the machine room. */
const most = 1500

it('the drivers stay thin', () => {
  const here = import.meta.dirname
  const files = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  )
  const lines = files.map((name) => readFileSync(path.join(here, name), 'utf8').trimEnd().split('\n').length)
  expect(files.length).toBeGreaterThan(8)
  expect(lines.reduce((all, each) => all + each, 0)).toBeLessThanOrEqual(most)
})
