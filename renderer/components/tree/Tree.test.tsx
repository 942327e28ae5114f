import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState, type ReactNode } from 'react'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { Tree, type TreeLine } from './Tree.tsx'

// jsdom lays nothing out: it has neither sizes nor the observers of them.
beforeAll(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = (): void => undefined
      unobserve = (): void => undefined
      disconnect = (): void => undefined
    },
  )
  Object.defineProperty(Element.prototype, 'clientHeight', { value: 600 })
  Object.defineProperty(Element.prototype, 'clientWidth', { value: 400 })
  Element.prototype.scrollTo = vi.fn()
})
afterEach(cleanup)

const all: readonly TreeLine[] = [
  { id: 'a', level: 1, open: false },
  { id: 'a/1', level: 2, open: null },
  { id: 'a/2', level: 2, open: null },
  { id: 'b', level: 1, open: null },
]

function Page(): ReactNode {
  const [current, setCurrent] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const lines = all
    .filter(({ id }) => open || !id.startsWith('a/'))
    .map((line) => (line.id === 'a' ? { ...line, open } : line))
  return (
    <Tree
      label="Things"
      lines={lines}
      current={current}
      onCurrent={setCurrent}
      onOpen={(_line, is) => setOpen(is)}
      render={({ id }) => id}
    />
  )
}

const chosen = (): string | null => screen.getByRole('treeitem', { selected: true }).textContent
const shown = (): (string | null)[] => screen.getAllByRole('treeitem').map((item) => item.textContent)

test('arrows move, open and close as in any tree', async () => {
  const user = userEvent.setup()
  render(<Page />)
  expect(shown()).toEqual(['a', 'b'])
  await user.tab()
  expect(chosen()).toBe('a')
  await user.keyboard('{ArrowRight}')
  expect(shown()).toEqual(['a', 'a/1', 'a/2', 'b'])
  expect(screen.getByRole('treeitem', { selected: true }).getAttribute('aria-expanded')).toBe('true')
  await user.keyboard('{ArrowRight}{ArrowDown}')
  expect(chosen()).toBe('a/2')
  await user.keyboard('{ArrowLeft}')
  expect(chosen()).toBe('a')
  await user.keyboard('{ArrowLeft}')
  expect(shown()).toEqual(['a', 'b'])
  await user.keyboard('{End}')
  expect(chosen()).toBe('b')
  await user.keyboard('{Home}{Enter}')
  expect(shown()).toHaveLength(4)
  expect(screen.getByRole('tree').getAttribute('aria-activedescendant')).toBe(
    screen.getByRole('treeitem', { selected: true }).id,
  )
})

test('a click chooses, a double click opens', async () => {
  const user = userEvent.setup()
  render(<Page />)
  await user.click(screen.getByText('b'))
  expect(chosen()).toBe('b')
  await user.dblClick(screen.getByText('a'))
  expect(shown()).toHaveLength(4)
})
