import { expect, test } from 'vitest'
import { Flight } from './flight.ts'

test('who leaves hears so at once; the work is called off when the last has left', async () => {
  let cancelled = false
  const work = Promise.withResolvers<number>()
  const flight = new Flight((signal) => {
    signal.addEventListener('abort', () => (cancelled = true))
    return work.promise
  })
  const [one, two] = [new AbortController(), new AbortController()]
  const joined = [flight.join(one.signal), flight.join(two.signal)]
  one.abort()
  await expect(joined[0]).rejects.toMatchObject({ code: 'cancelled' })
  expect([cancelled, flight.calledOff]).toEqual([false, false])
  two.abort()
  await expect(joined[1]).rejects.toMatchObject({ code: 'cancelled' })
  expect([cancelled, flight.calledOff]).toEqual([true, true])
})

test('all who wait get the same; who comes when it is done gets it too, and nothing is called off', async () => {
  const flight = new Flight(async () => 7)
  const never = new AbortController().signal
  expect(await Promise.all([flight.join(never), flight.join(never)])).toEqual([7, 7])
  expect(await flight.join(never)).toBe(7)
  expect(flight.calledOff).toBe(false)
})
