import { expect, it } from 'vitest'
import { offered } from './tags.ts'

it('offers the likeliest first, and no signatures', () => {
  const signature = `sha256-${'ab'.repeat(32)}.sig`
  const tags = ['3.9', 'edge', '1f3c5a7', '3.23', 'latest', signature, '3.23-slim', '3.9', 'v4.0']
  expect(offered(tags)).toEqual(['latest', 'v4.0', '3.23', '3.9', '3.23-slim', 'edge', '1f3c5a7'])
})

it('offers no more than a list can hold', () => {
  expect(offered(Array.from({ length: 9000 }, (_, at) => `1.${at}`))).toHaveLength(5000)
})
