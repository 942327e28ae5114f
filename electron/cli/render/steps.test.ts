import { expect, test } from 'vitest'
import type { Step } from '../../api/schema/status.ts'
import { JsonSteps, LiveSteps, PlainSteps, stepLine } from './steps.ts'

const t0 = Date.parse('2026-01-01T00:00:00.000Z')
const step = (name: string, state: Step['state'], ms = 0, progress: string | null = null): Step => ({
  name,
  state,
  startedAt: new Date(t0).toISOString(),
  ms,
  progress,
})

test('a line holds mark, name, time and, while it runs, progress; never more than the terminal', () => {
  expect(stepLine(step('Boot Alpine', 'running', 0, 'init'), 1200, 80)).toBe(
    '… Boot Alpine                    1.2 s  init',
  )
  expect(stepLine(step('Boot Alpine', 'done', 0, 'init'), 1200, 80)).toBe(
    '✓ Boot Alpine                    1.2 s',
  )
  expect(stepLine(step('Boot Alpine', 'failed'), 1200, 10)).toHaveLength(9)
})

const escape = '\u001b'
const sequences = new RegExp(`(${escape}\\[\\d+A|${escape}\\[2K|\n)`)

/** What a terminal would show, for the few control sequences that we use. */
class Screen {
  readonly lines: string[] = []
  #row = 0
  write = (text: string): void => {
    for (const part of text.split(sequences)) {
      if (part.startsWith(escape) && part.endsWith('A')) this.#row -= Number(part.slice(2, -1))
      else if (part === `${escape}[2K`) this.lines[this.#row] = ''
      else if (part === '\n') this.#row++
      else if (part) this.lines[this.#row] = (this.lines[this.#row] ?? '') + part
    }
  }
  get shown(): string[] {
    return this.lines.map((line) => line.replace(/ +/g, ' '))
  }
}

test('live: steps that go on are rewritten, two at a time too, and those that ended stay', () => {
  const screen = new Screen()
  const live = new LiveSteps(screen.write, () => 80)
  live.update([step('One', 'running')], t0 + 100)
  live.tick(t0 + 900)
  expect(screen.shown).toEqual(['… One 0.9 s'])
  live.update([step('One', 'done', 1000), step('Two', 'running'), step('Three', 'running')], t0 + 1100)
  live.update([step('One', 'done', 1000), step('Two', 'running'), step('Three', 'done', 200)], t0 + 1300)
  expect(screen.shown).toEqual(['✓ One 1.0 s', '… Two 1.3 s', '✓ Three 0.2 s'])
  live.end(true, t0 + 2000)
  expect(screen.shown).toEqual(['✓ One 1.0 s', '✓ Two 2.0 s', '✓ Three 0.2 s'])
})

test('live: the steps of new work come below the old ones', () => {
  const screen = new Screen()
  const live = new LiveSteps(screen.write, () => 80)
  live.update([step('Stop', 'done', 500)], t0)
  live.update([{ ...step('Boot', 'running'), startedAt: new Date(t0 + 1000).toISOString() }], t0 + 2000)
  expect(screen.shown).toEqual(['✓ Stop 0.5 s', '… Boot 1.0 s'])
})

test('plain: begin, reminders, end', () => {
  let text = ''
  const plain = new PlainSteps((more) => (text += more))
  plain.update([step('Boot', 'running')], t0)
  plain.update([step('Boot', 'running', 0, 'disks')], t0 + 1000)
  plain.tick(t0 + 7_999)
  plain.tick(t0 + 8_000)
  plain.tick(t0 + 9_000)
  plain.end(false, t0 + 9_500)
  expect(text).toBe('  Boot …\n  Boot … 8.0 s (disks)\n✗ Boot: 9.5 s\n')
})

test('json: one object a line for every change, none for what stayed', () => {
  let text = ''
  const json = new JsonSteps((more) => (text += more))
  json.update([step('Boot', 'running')])
  json.update([step('Boot', 'running', 5)])
  json.update([step('Boot', 'running', 9, 'disks')])
  json.end(true, t0 + 10)
  const states = text
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { step: Step }).step)
  expect(states.map(({ state, progress }) => [state, progress])).toEqual([
    ['running', null],
    ['running', 'disks'],
    ['done', 'disks'],
  ])
})
