import { act, cleanup, render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useNow } from './now.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1000 })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

function Time(): ReactNode {
  return <output>{useNow(500)}</output>
}

test('all that look at one pace tick together, and only while somebody looks', () => {
  render(
    <>
      <Time />
      <Time />
    </>,
  )
  act(() => {
    vi.advanceTimersByTime(500)
  })
  expect(screen.getAllByText('1500')).toHaveLength(2)
  expect(vi.getTimerCount()).toBe(1)
  cleanup()
  expect(vi.getTimerCount()).toBe(0)
})

test('who looks again after a while sees the time as it is', () => {
  render(<Time />)
  cleanup()
  vi.advanceTimersByTime(60_000)
  render(<Time />)
  expect(screen.getByRole('status').textContent).toBe(String(Date.now()))
})
