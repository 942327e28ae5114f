// @vitest-environment node
import { expect, test } from 'vitest'
import { limited } from './limit.ts'

test('no more than so many run at once, in their order, also when one fails', async () => {
  const run = limited(3)
  const order: number[] = []
  let running = 0
  let most = 0
  const all = Array.from({ length: 20 }, (_, index) =>
    run(async () => {
      running += 1
      most = Math.max(most, running)
      await Promise.resolve()
      await Promise.resolve()
      running -= 1
      order.push(index)
      if (index % 5 === 0) throw new Error(`no ${index}`)
      return index
    }),
  )
  const results = await Promise.allSettled(all)
  expect(most).toBe(3)
  expect(order).toEqual(Array.from({ length: 20 }, (_, index) => index))
  expect(results.filter((result) => result.status === 'rejected')).toHaveLength(4)
  expect(await run(() => Promise.resolve('again'))).toBe('again')
})
