import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { afterEach, expect, test, vi } from 'vitest'
import { isTyping, keyName, useKeys } from './keys.ts'

afterEach(cleanup)

const pressed = (key: string, held: Partial<Parameters<typeof keyName>[0]> = {}): string =>
  keyName({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held })

test('names of keys', () => {
  expect(pressed('j')).toBe('j')
  expect(pressed(' ')).toBe('Space')
  expect(pressed('?', { shiftKey: true })).toBe('?')
  expect(pressed('N', { shiftKey: true })).toBe('N')
  expect(pressed('ArrowDown', { shiftKey: true })).toBe('Shift+ArrowDown')
  expect(pressed('K', { ctrlKey: true })).toBe('Mod+k')
  expect(pressed('k', { metaKey: true })).toBe('Mod+k')
})

test('fields and terminals keep what is typed in them', () => {
  const field = document.createElement('input')
  const box = document.createElement('input')
  box.type = 'checkbox'
  expect(isTyping(field)).toBe(true)
  expect(isTyping(box)).toBe(false)
  expect(isTyping(document.body)).toBe(false)
  expect(isTyping(null)).toBe(false)
})

function Page({ onJ, onK }: { onJ: () => void; onK: () => void }): ReactNode {
  const region = useRef<HTMLDivElement>(null)
  useKeys({ 'Mod+k': onK })
  useKeys({ j: onJ }, { within: region })
  return (
    <>
      <div ref={region}>
        <button>inside</button>
        <input aria-label="field" />
      </div>
      <button>outside</button>
    </>
  )
}

test('a key counts where it belongs', async () => {
  const [onJ, onK] = [vi.fn(), vi.fn()]
  const user = userEvent.setup()
  render(<Page onJ={onJ} onK={onK} />)
  await user.keyboard('j')
  expect(onJ).toHaveBeenCalledTimes(1)
  screen.getByText('inside').focus()
  await user.keyboard('j')
  expect(onJ).toHaveBeenCalledTimes(2)
  screen.getByText('outside').focus()
  await user.keyboard('j')
  screen.getByLabelText('field').focus()
  await user.keyboard('j')
  expect(onJ).toHaveBeenCalledTimes(2)
  await user.keyboard('{Control>}k{/Control}')
  expect(onK).toHaveBeenCalledTimes(1)
})

test('what has the focus takes a key before the page does', async () => {
  const [page, part] = [vi.fn(), vi.fn()]
  function Both(): ReactNode {
    const region = useRef<HTMLDivElement>(null)
    useKeys({ j: page })
    useKeys({ j: part }, { within: region })
    return (
      <div ref={region}>
        <button>inside</button>
      </div>
    )
  }
  const user = userEvent.setup()
  render(<Both />)
  screen.getByText('inside').focus()
  await user.keyboard('j')
  expect([page, part].map((handler) => handler.mock.calls.length)).toEqual([0, 1])
  screen.getByText('inside').blur()
  await user.keyboard('j')
  expect([page, part].map((handler) => handler.mock.calls.length)).toEqual([1, 1])
})

test('an open dialog takes the keys, but for those with Ctrl', async () => {
  const [onJ, onK] = [vi.fn(), vi.fn()]
  const user = userEvent.setup()
  render(
    <>
      <Page onJ={onJ} onK={onK} />
      <div role="dialog">open</div>
    </>,
  )
  await user.keyboard('j{Control>}k{/Control}')
  expect(onJ).not.toHaveBeenCalled()
  expect(onK).toHaveBeenCalledTimes(1)
})

test('the key that closes a dialog does nothing else', async () => {
  const page = vi.fn()
  function Closing(): ReactNode {
    const [open, setOpen] = useState(true)
    useKeys({ Escape: page })
    useEffect(() => {
      const close = (event: KeyboardEvent): void => {
        if (event.key === 'Escape') flushSync(() => setOpen(false))
      }
      window.addEventListener('keydown', close, { capture: true })
      return () => window.removeEventListener('keydown', close, { capture: true })
    }, [])
    return (
      open && (
        <div role="dialog">
          <button>inside</button>
        </div>
      )
    )
  }
  const user = userEvent.setup()
  render(<Closing />)
  screen.getByText('inside').focus()
  await user.keyboard('{Escape}')
  expect(page).not.toHaveBeenCalled()
  await user.keyboard('{Escape}')
  expect(page).toHaveBeenCalledTimes(1)
})

test('what a key opens does not get the rest of the same press', async () => {
  const heard = vi.fn()
  function Opening(): ReactNode {
    const grid = useRef<HTMLDivElement>(null)
    useKeys({ '.': () => document.addEventListener('keydown', heard, { once: true }) }, { within: grid })
    return (
      <div ref={grid} tabIndex={0}>
        grid
      </div>
    )
  }
  const user = userEvent.setup()
  render(<Opening />)
  screen.getByText('grid').focus()
  await user.keyboard('.')
  expect(heard).not.toHaveBeenCalled()
  document.removeEventListener('keydown', heard)
})
