import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState, type ReactNode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { TableColumn } from './columns.ts'
import { DataTable } from './DataTable.tsx'
import { nothing } from './selection.ts'

interface Row {
  id: string
  name: string
  size: number
  project: string | null
}

const columns: readonly TableColumn<Row>[] = [
  { id: 'name', header: 'Name', width: '1fr', sortBy: (row) => row.name, cell: (row) => row.name },
  { id: 'size', header: 'Size', width: '80px', sortBy: (row) => row.size, cell: (row) => row.size },
]
const few: Row[] = [
  { id: '1', name: 'web-10', size: 3, project: 'shop' },
  { id: '2', name: 'web-2', size: 9, project: null },
  { id: '3', name: 'api', size: 5, project: 'shop' },
]
const projectOf = (row: Row): string | null => row.project

const onOpen = vi.fn()
const onEnter = vi.fn()
const onMenu = vi.fn()

// jsdom lays nothing out: it has neither sizes nor the observers of them.
beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = (): void => undefined
      unobserve = (): void => undefined
      disconnect = (): void => undefined
    },
  )
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
  }))
  Object.defineProperty(Element.prototype, 'clientHeight', { value: 600 })
  Object.defineProperty(Element.prototype, 'clientWidth', { value: 900 })
  Element.prototype.scrollTo = vi.fn()
})
beforeEach(() => vi.clearAllMocks())
afterEach(cleanup)

function Table({ rows, grouped = false }: { rows: readonly Row[]; grouped?: boolean }): ReactNode {
  const [sort, setSort] = useState({ id: 'name', desc: false })
  const [selection, setSelection] = useState(nothing)
  return (
    <MantineProvider>
      <DataTable
        label="Things"
        noun="file"
        rows={rows}
        columns={columns}
        sort={sort}
        selection={selection}
        openId={null}
        groupOf={grouped ? projectOf : null}
        nameOf={(row) => row.name}
        dimmed={false}
        onSort={setSort}
        onSelection={setSelection}
        onOpen={onOpen}
        onEnter={onEnter}
        onMenu={onMenu}
        actions={() => null}
      />
    </MantineProvider>
  )
}

const names = (): (string | null)[] =>
  screen.getAllByRole('row', { name: /^(web|api)/ }).map((row) => row.getAttribute('aria-label'))
const selected = (): (string | null)[] =>
  screen.getAllByRole('row', { selected: true }).map((row) => row.getAttribute('aria-label'))
const atCursor = (): string | null | undefined => {
  const id = screen.getByRole('grid').getAttribute('aria-activedescendant')
  return id === null ? null : document.getElementById(id)?.getAttribute('aria-label')
}

test('sorts by a head, the other way by a second click, and says so', async () => {
  const user = userEvent.setup()
  render(<Table rows={few} />)
  expect(names()).toEqual(['api', 'web-2', 'web-10'])
  await user.click(screen.getByRole('button', { name: 'Size' }))
  expect(names()).toEqual(['web-10', 'api', 'web-2'])
  await user.click(screen.getByRole('button', { name: 'Size' }))
  expect(names()).toEqual(['web-2', 'api', 'web-10'])
  expect(screen.getByRole('columnheader', { name: 'Size' }).getAttribute('aria-sort')).toBe('descending')
})

test('the keyboard moves, selects, extends, opens', async () => {
  const user = userEvent.setup()
  render(<Table rows={few} />)
  await user.keyboard('j')
  expect(atCursor()).toBe('api')
  await user.keyboard('{ArrowDown} ')
  expect(selected()).toEqual(['web-2'])
  await user.keyboard('{Shift>}{ArrowDown}{/Shift}')
  expect(selected()).toEqual(['web-2', 'web-10'])
  await user.keyboard('{Enter}')
  expect(onEnter).toHaveBeenCalledWith(few[0])
  await user.keyboard('k{Home}{End}.')
  expect(atCursor()).toBe('web-10')
  expect(onMenu).toHaveBeenCalledWith(few[0], expect.anything())
})

test('a click opens, with Ctrl it selects, with Shift it extends', async () => {
  const user = userEvent.setup()
  render(<Table rows={few} />)
  await user.click(screen.getByRole('row', { name: 'api' }))
  expect(onOpen).toHaveBeenCalledWith(few[2])
  await user.keyboard('{Control>}')
  await user.click(screen.getByRole('row', { name: 'api' }))
  await user.keyboard('{/Control}{Shift>}')
  await user.click(screen.getByRole('row', { name: 'web-10' }))
  await user.keyboard('{/Shift}')
  expect(selected()).toEqual(['api', 'web-2', 'web-10'])
  expect(onOpen).toHaveBeenCalledTimes(1)
})

test('one box selects one, the one in the head all', async () => {
  const user = userEvent.setup()
  render(<Table rows={few} />)
  await user.click(screen.getByRole('checkbox', { name: 'Select api' }))
  expect(selected()).toEqual(['api'])
  await user.click(screen.getByRole('checkbox', { name: 'Select all 3 files' }))
  expect(selected()).toHaveLength(3)
  await user.click(screen.getByRole('checkbox', { name: 'Select all 3 files' }))
  expect(screen.queryAllByRole('row', { selected: true })).toHaveLength(0)
  expect(onOpen).not.toHaveBeenCalled()
})

test('groups close and open by key and by click', async () => {
  const user = userEvent.setup()
  render(<Table rows={few} grouped />)
  const head = screen.getByRole('button', { name: /^shop 2 files/ })
  expect(head.getAttribute('aria-expanded')).toBe('true')
  await user.keyboard('j{Enter}')
  expect(names()).toEqual(['web-2'])
  await user.click(head)
  expect(names()).toEqual(['api', 'web-10', 'web-2'])
})

test('of five thousand rows a screenful is in the page', () => {
  const rows = Array.from({ length: 5000 }, (_, index) => ({
    id: String(index),
    name: `web-${index}`,
    size: index,
    project: null,
  }))
  render(<Table rows={rows} />)
  const grid = screen.getByRole('grid', { name: 'Things' })
  expect(grid.getAttribute('aria-rowcount')).toBe('5001')
  const shown = within(grid).getAllByRole('row').length
  expect(shown).toBeGreaterThan(15)
  expect(shown).toBeLessThan(60)
})
