import { beforeEach, describe, expect, it } from 'vitest'
import type { EngineEvent } from '../events.ts'
import { Alarms, holdMs } from './alarms.ts'

let alarms: Alarms
/** both clocks, in ms: that of this computer, and, some hours apart, the engine's */
let now: number
beforeEach(() => {
  alarms = new Alarms()
  now = 1_000_000
})

type Step = [action: string, attributes?: Record<string, string>, detail?: string]

/** What happens to one container, half a second between each two. */
function happens(...steps: Step[]): void {
  for (const [action, attributes = {}, detail = ''] of steps) {
    now += 500
    const nano = (now + 7_200_000) * 1e6
    const event: EngineEvent = {
      type: 'container',
      action,
      detail,
      id: 'c1',
      attributes: { name: 'web', image: 'nginx', ...attributes },
      time: new Date(nano / 1e6).toISOString(),
      nano,
    }
    alarms.hear(event, now)
  }
}
function told(): string[] {
  now += holdMs
  return alarms.due(now).map(({ kind, name, exitCode }) => `${kind} ${name} ${exitCode ?? '-'}`)
}

const kill = (signal: number): Step => ['kill', { signal: String(signal) }]
const die = (exitCode: number): Step => ['die', { exitCode: String(exitCode) }]
const start: Step = ['start']

describe('no alarm is', () => {
  it.each<[string, Step[]]>([
    ['a job that ends well', [start, die(0)]],
    ['docker stop', [start, kill(15), die(143), ['stop']]],
    ['docker stop of what does not listen', [start, kill(15), kill(9), ['stop'], die(137)]],
    ['docker kill', [start, kill(9), die(137)]],
    ['docker rm -f', [start, kill(9), die(137), ['destroy']]],
    ['docker restart', [start, kill(15), die(1), ['stop'], start, ['restart']]],
    ['a stop by a signal of its own, the word before the death', [start, kill(28), ['stop'], die(1)]],
    ['a stop by a signal of its own, the word behind the death', [start, kill(28), die(1), ['stop']]],
    ['systemd in a container, stopped', [start, kill(37), die(130), ['stop']]],
    ['a shell at a terminal', [['create'], ['attach'], start, ['resize'], die(130), ['destroy']]],
    [
      'a one-off run of compose',
      [
        ['attach'],
        start,
        ['die', { exitCode: '1', 'com.docker.compose.service': 'db', 'com.docker.compose.oneoff': 'True' }],
      ],
    ],
    ['what turns healthy', [start, ['health_status', {}, 'healthy']]],
    ['a process in it that ends', [start, ['exec_die', { exitCode: '1' }]]],
  ])('%s', (_name, steps) => {
    happens(...steps)
    expect(told()).toEqual([])
    expect(alarms.next).toBeNull()
  })
})

describe('an alarm is', () => {
  it.each<[string, Step[], string[]]>([
    ['an exit with a code', [start, die(3)], ['died web 3']],
    [
      'a death that was asked for of the life before',
      [start, kill(15), die(143), start, die(1)],
      ['died web 1'],
    ],
    ['a crash after a signal that means no end', [start, kill(1), die(1)], ['died web 1']],
    ['a container that goes with its crash', [start, die(1), ['destroy']], ['died web 1']],
    [
      'a service that compose is attached to',
      [
        ['attach'],
        start,
        ['die', { exitCode: '1', 'com.docker.compose.service': 'db', 'com.docker.compose.oneoff': 'False' }],
      ],
      ['died web 1'],
    ],
    ['a crash after the terminal was left', [['attach'], start, ['detach'], die(1)], ['died web 1']],
    ['want of memory that kills it: one, not two', [start, ['oom'], die(137)], ['oom web 137']],
    ['want of memory that kills a process of it', [start, ['oom']], ['oom web -']],
    ['want of memory at a terminal', [['attach'], start, ['oom'], die(137)], ['oom web 137']],
    ['unhealthiness', [start, ['health_status', {}, 'unhealthy']], ['unhealthy web -']],
    [
      'each turn of a restart loop',
      [start, die(1), start, die(1), start, die(1)],
      ['died web 1', 'died web 1', 'died web 1'],
    ],
  ])('%s', (_name, steps, alarmed) => {
    happens(...steps)
    const early = alarms.due(now)
    expect([...early.map(({ kind, exitCode }) => `${kind} web ${exitCode ?? '-'}`), ...told()]).toEqual(
      alarmed,
    )
    expect(told()).toEqual([])
  })
})

it('a death waits for the word that it was asked for; unhealthiness waits for nothing', () => {
  happens(start, die(1))
  expect(alarms.next).toBe(now + holdMs)
  expect(alarms.due(now + holdMs - 1)).toEqual([])
  happens(['health_status', {}, 'unhealthy'])
  expect(alarms.next).toBe(now)
  expect(alarms.due(now)).toMatchObject([{ kind: 'unhealthy' }])
  expect(told()).toEqual(['died web 1'])
})

it('who was asked to end long ago, and went on, dies unasked', () => {
  happens(start, kill(15))
  now += 10 * 60_000
  happens(die(1))
  expect(told()).toEqual(['died web 1'])
})

it('tells whose it is, and when by the engine’s clock', () => {
  happens(start, ['die', { exitCode: '2', 'com.docker.compose.project': 'shop' }])
  expect(alarms.due(now + holdMs)).toEqual([
    {
      kind: 'died',
      id: 'c1',
      name: 'web',
      composeProject: 'shop',
      exitCode: 2,
      at: new Date(now + 7_200_000).toISOString(),
    },
  ])
})

it('keeps a bounded number of lives and of alarms, however many die', () => {
  const began = performance.now()
  for (let n = 0; n < 50_000; n += 1) {
    const nano = now * 1e6
    alarms.hear(
      {
        type: 'container',
        action: 'die',
        detail: '',
        id: `c${n}`,
        attributes: { exitCode: '1' },
        time: 'T',
        nano,
      },
      now,
    )
  }
  expect(alarms.due(now + holdMs)).toHaveLength(1000)
  expect(performance.now() - began).toBeLessThan(5000)
})

it('is not about what is no container', () => {
  alarms.hear({ type: 'volume', action: 'die', detail: '', id: 'v', attributes: {}, time: 'T', nano: 0 }, now)
  expect(alarms.next).toBeNull()
})
