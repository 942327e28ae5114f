import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

/**
 * Lines of TypeScript that all drivers may have together, without blank ones and comments: what two of them need, and what a
 * disk's format is, belongs to the machine room.
 */
const most = 1500

it('the drivers stay thin', () => {
  const here = import.meta.dirname
  const files = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  )
  const lines = files.flatMap((name) => codeOf(readFileSync(path.join(here, name), 'utf8')))
  expect(files.length).toBeGreaterThan(8)
  expect(lines.length).toBeLessThanOrEqual(most)
})

function codeOf(text: string): string[] {
  const lines = text.replace(/\/\*.*?\*\//gs, '').split('\n')
  return lines.filter((line) => line.trim() !== '' && !line.trim().startsWith('//'))
}
