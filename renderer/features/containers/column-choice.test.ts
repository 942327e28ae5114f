import { act, renderHook } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { parseColumns, useColumnChoice } from './column-choice.ts'

const onAddress = vi.fn()
beforeEach(() => {
  const { result } = renderHook(() => useColumnChoice(undefined, onAddress))
  act(() => result.current.reset())
  onAddress.mockClear()
})

test('an address of nonsense says nothing', () => {
  expect(parseColumns(undefined)).toBeNull()
  expect(parseColumns('')).toBeNull()
  expect(parseColumns('no,such')).toBeNull()
  expect([...(parseColumns('cpu,no,id') ?? [])]).toEqual(['name', 'cpu', 'id'])
})

test('a choice is kept, and goes to the address', () => {
  const { result, rerender } = renderHook(({ address }) => useColumnChoice(address, onAddress), {
    initialProps: { address: undefined as string | undefined },
  })
  expect(result.current.chosen).toBe(false)
  expect(result.current.shown.has('image')).toBe(true)
  act(() => result.current.toggle('image'))
  expect(onAddress).toHaveBeenLastCalledWith('state,ports,cpu,memory,project,created')
  expect(result.current.shown.has('image')).toBe(false)
  act(() => result.current.toggle('id'))
  expect(onAddress).toHaveBeenLastCalledWith('state,ports,cpu,memory,project,id,created')
  // the address has the last word
  rerender({ address: 'health' })
  expect([...result.current.shown]).toEqual(['name', 'health'])
  // the last one stays
  act(() => result.current.toggle('health'))
  expect(onAddress).toHaveBeenCalledTimes(2)
  act(() => result.current.reset())
  expect(onAddress).toHaveBeenLastCalledWith(undefined)
  rerender({ address: undefined })
  expect(result.current.chosen).toBe(false)
})
