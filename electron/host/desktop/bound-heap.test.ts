import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const module = path.join(import.meta.dirname, 'bound-heap.ts')

/** Much that lives for a moment, as at a start; then the size of the young generation in MiB. */
const program = `
  if (process.argv[1]) process.parentPort = {}
  await import(${JSON.stringify(module)})
  const last = []
  for (let round = 0; round < 60; round += 1) {
    last.push(Array.from({ length: 20_000 }, (_, at) => ({ at, text: 'x' + at })))
    if (last.length > 4) last.shift()
  }
  const { getHeapSpaceStatistics } = await import('node:v8')
  console.log(getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size / 2 ** 20)
`
async function youngMiB(...args: string[]): Promise<number> {
  const flags = ['--input-type=module', '--eval', program]
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, ...args])
  return Number(stdout)
}

it('keeps the young generation of a utility process small, and leaves that of any other alone', async () => {
  expect(await youngMiB('utility')).toBeLessThanOrEqual(4)
  expect(await youngMiB()).toBeGreaterThan(8)
})
