import { expect, test } from 'vitest'
import { goodFacts } from '../../../tests/fakes/hyperv/install.ts'
import { judgeNeeds, type Facts, type Need } from './needs.ts'

const found = (change: Partial<Facts>): Need[] =>
  judgeNeeds({ ...goodFacts, ...change }, 'C:\\Users\\Zoë B\\.berth')
const bad = (change: Partial<Facts>): string[] =>
  found(change)
    .filter(({ state }) => state !== 'ok')
    .map(({ id, state }) => `${id} ${state}`)

test('a computer that has all is told so, thing by thing', () => {
  expect(found({}).map(({ id, state }) => [id, state])).toEqual(
    ['edition', 'feature', 'windows-hypervisor', 'rights', 'switch', 'route', 'home-disk'].map((id) => [
      id,
      'ok',
    ]),
  )
})

test.each<[Partial<Facts>, string[]]>([
  [
    { edition: 'CoreSingleLanguage', feature: 3, hypervisor: true, allowed: true, switch: false },
    ['edition failed'],
  ],
  [{ feature: 2, hypervisor: false }, ['feature failed']],
  [{ feature: null }, ['feature warning']],
  [{ hypervisor: false, restart: true }, ['feature failed']],
  [{ hypervisor: false, restart: false }, ['windows-hypervisor failed']],
  [{ service: false }, ['windows-hypervisor failed']],
  [{ allowed: false, member: true }, ['rights failed']],
  [{ allowed: false, member: false, switch: false }, ['rights failed']],
  [{ allowed: false, member: null }, ['rights failed']],
  [{ switch: false }, ['switch failed']],
  [{ route: false }, ['route warning']],
  [{ route: null }, []],
  [{ format: 'exFAT' }, ['home-disk failed']],
  [{ format: '' }, []],
  [{ compressed: true }, ['home-disk failed']],
  [{ encrypted: true }, ['home-disk failed']],
])('%o is %j', (change, names) => expect(bad(change)).toEqual(names))

test('what the one question for an administrator is for is said before, and only what is missing', () => {
  const hints = (change: Partial<Facts>): string[] =>
    found(change).flatMap(({ fix, hint }) => (fix === 'set-up' ? [hint] : []))
  const both = hints({ feature: 2, hypervisor: false, allowed: false, member: false })
  expect(both).toHaveLength(2)
  expect(both[0]).toBe(both[1])
  expect(both[0]).toMatch(/asks once .* switches Hyper-V on .*, and lets your account use it .* never/)
  expect(hints({ allowed: false, member: false })[0]).not.toMatch(/switches Hyper-V on/)
  expect(hints({ feature: 2 })[0]).not.toMatch(/lets your account/)
  expect(hints({ allowed: false, member: true })).toEqual([])
})

test('a folder is named in the command as it is', () => {
  const need = found({ compressed: true }).find(({ id }) => id === 'home-disk')
  expect(need?.fix).toEqual({ command: 'compact /u /i /s:"C:\\Users\\Zoë B\\.berth"' })
})
