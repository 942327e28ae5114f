import { MantineProvider } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications, notifications } from '@mantine/notifications'
import { act as settled, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { containerRow } from '../../../tests/fakes/rows.ts'
import { PendingActions } from '../../client/pending.ts'
import { eachTold, possibleForAny } from './actions.tsx'

const rows = Array.from({ length: 50 }, (_, seed) => containerRow(seed, { name: `c-${seed}` }))
let pending: PendingActions

beforeEach(() => {
  pending = new PendingActions()
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
  }))
  render(
    <MantineProvider>
      <ModalsProvider>
        <Notifications />
      </ModalsProvider>
    </MantineProvider>,
  )
})
afterEach(() => {
  notifications.clean()
  cleanup()
})

const stop = (of: readonly ContainerRow[], ask: (row: ContainerRow) => Promise<unknown>): Promise<unknown> =>
  settled(async () => eachTold({ pending }, of, 'stop', ask))

test('all rows say at once what was asked for, though not all are asked at once', async () => {
  const asked: string[] = []
  const answers: (() => void)[] = []
  const done = eachTold({ pending }, rows, 'stop', (row) => {
    asked.push(row.name)
    return new Promise<void>((resolve) => answers.push(resolve))
  })
  expect(pending.get().size).toBe(50)
  expect(asked).toHaveLength(16)
  for (let turn = 0; turn < 50; turn += 1) {
    answers[turn]?.()
    await vi.waitFor(() => expect(asked.length).toBe(Math.min(50, turn + 17)))
  }
  await done
})

test('when one of fifty fails, the others go on, and the message names it and why', async () => {
  const asked = vi.fn()
  await stop(rows, async (row) => {
    asked(row.name)
    if (row.name === 'c-7') throw new Error('tried to kill the container, but did not receive an exit event')
  })
  expect(asked).toHaveBeenCalledTimes(50)
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('1 container could not be stopped, of 50.')
  expect(alert.textContent).toContain('c-7 tried to kill the container')
  expect(pending.get().has(rows[7]!.id)).toBe(false)
})

test('of many that fail some are named, and all in a dialog', async () => {
  await stop(rows, () => Promise.reject(new Error('no space left on device')))
  const alert = await screen.findByRole('alert')
  expect(alert.querySelectorAll('li')).toHaveLength(4)
  await settled(async () => screen.getByRole('button', { name: 'Show all 50…' }).click())
  const dialog = await screen.findByRole('dialog')
  expect(dialog.querySelectorAll('li')).toHaveLength(50)
})

test('one alone speaks for itself, and nothing is said when all went well', async () => {
  await stop(rows, () => Promise.resolve())
  expect(screen.queryByRole('alert')).toBeNull()
  await stop(rows.slice(0, 1), () => Promise.reject(new Error('it would not')))
  expect((await screen.findByRole('alert')).textContent).toContain('it would not')
})

test('what can be done with some of a selection', () => {
  const some = [containerRow(1, { state: 'paused' }), containerRow(2, { state: 'exited' })]
  expect([...possibleForAny(some)].sort()).toEqual(['kill', 'restart', 'start', 'stop', 'unpause'])
  expect(possibleForAny([]).size).toBe(0)
})
