import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Lines that are more than blank or comment. */
function codeLines(file: string): number {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8').replaceAll(/\/\*.*?\*\//gs, '')
  return text.split('\n').filter((line) => !/^\s*(\/\/.*)?$/.test(line)).length
}

test('the three drivers together stay small: what they share stands beside them, once', () => {
  const files = globSync('*/*.ts', { cwd: import.meta.dirname }).filter((file) => !file.endsWith('.test.ts'))
  expect(new Set(files.map((file) => file.split('/')[0]))).toEqual(new Set(['hyperv', 'qemu', 'vz']))
  expect(files.reduce((sum, file) => sum + codeLines(file), 0)).toBeLessThan(1500)
})
