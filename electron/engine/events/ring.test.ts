import { expect, it } from 'vitest'
import { Ring } from './ring.ts'

interface Item {
  readonly number: number
  readonly weight: number
}
const ring = (most: number, mostWeight = Infinity): Ring<Item> =>
  new Ring({ most, mostWeight, weigh: ({ weight }) => weight })
const numbers = (items: readonly Item[]): number[] => items.map(({ number }) => number)

it('keeps the newest, in their order', () => {
  const of = ring(3)
  for (let number = 1; number <= 1000; number += 1) {
    of.push({ number, weight: 1 })
    expect(numbers(of.after(0))).toEqual([number - 2, number - 1, number].filter((each) => each > 0))
  }
})

it('keeps no more than weighs so much, but always the newest', () => {
  const of = ring(10, 5)
  for (const [number, weight] of [
    [1, 2],
    [2, 2],
    [3, 2],
  ] as const)
    of.push({ number, weight })
  expect(numbers(of.after(0))).toEqual([2, 3])
  of.push({ number: 4, weight: 100 })
  expect(numbers(of.after(0))).toEqual([4])
})

it('gives those behind a number, of many the newest', () => {
  const of = ring(10)
  for (const number of [2, 4, 6, 8]) of.push({ number, weight: 1 })
  expect(numbers(of.after(4))).toEqual([6, 8])
  expect(numbers(of.after(5))).toEqual([6, 8])
  expect(numbers(of.after(8))).toEqual([])
  expect(numbers(of.after(0, 3))).toEqual([4, 6, 8])
  expect(numbers(of.after(0, 0))).toEqual([])
  expect(numbers(of.after(0, -2))).toEqual([])
})
