import { expect, test } from 'vitest'
import type { EnginesView } from '../../electron/api/schema/engines.ts'
import { ownEngineRow } from '../../tests/fakes/engines.ts'
import { engineGuard } from './engine-watch.ts'

const view = (here: string, current: string): EnginesView => ({
  engines: [],
  current: { ...ownEngineRow, id: current },
  here,
  state: { answering: true, since: '', version: null, os: null, windows: null, reason: null },
  missing: null,
  windows: false,
})

function told(...views: EnginesView[]): { shown: boolean[]; begun: number } {
  let begun = 0
  const guard = engineGuard(() => (begun += 1))
  return { shown: views.map((each) => guard(each)), begun }
}

test('one engine from the first word on is shown', () => {
  expect(told(view('a', 'a'), view('a', 'a'))).toEqual({ shown: [true, true], begun: 0 })
})

test('a page begins anew after a switch, also one that it heard of before all else', () => {
  expect(told(view('a', 'a'), view('a', 'b'))).toEqual({ shown: [true, false], begun: 1 })
  expect(told(view('a', 'b'))).toEqual({ shown: [false], begun: 1 })
})

test('and after it was connected anew to another engine than it shows', () => {
  expect(told(view('a', 'a'), view('b', 'b'))).toEqual({ shown: [true, false], begun: 1 })
})
