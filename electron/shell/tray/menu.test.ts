import { expect, test } from 'vitest'
import { scenes } from '../../../tests/fakes/scenes.ts'
import { portRowId } from '../../api/schema/port-id.ts'
import { appDefaults } from '../../api/schema/settings.ts'
import { stateNames, type StateName } from '../../api/schema/status.ts'
import type { ShellState } from '../state.ts'
import { wordsIn } from '../words/index.ts'
import { stateWords, trayMenu, type TrayAction, type TrayItem } from './menu.ts'

const { machine, containers } = scenes.three()
const running: ShellState = {
  host: { kind: 'up', attached: false },
  machine,
  containers,
  projects: [],
  silentPorts: new Set(),
  settings: appDefaults,
  settingsKnown: true,
}
const en = wordsIn('en')

const inState = (state: StateName): ShellState => ({
  ...running,
  machine: { ...machine, status: { ...machine.status, state } },
})
const labels = (items: readonly TrayItem[]): string[] =>
  items.map((item) => ('separator' in item ? '-' : item.label))
const actionsOf = (items: readonly TrayItem[]): TrayAction[] =>
  items.flatMap((item) =>
    'separator' in item ? [] : [...(item.action ? [item.action] : []), ...actionsOf(item.items ?? [])],
  )
const find = (items: readonly TrayItem[], label: string): readonly TrayItem[] => {
  const found = items.find((item) => !('separator' in item) && item.label === label)
  return found && !('separator' in found) ? (found.items ?? []) : []
}

test('of a running machine it has all that one does without a window', () => {
  const menu = trayMenu(running, en)
  expect(labels(menu)[0]).toBe('running')
  expect(labels(menu)).toEqual(
    expect.arrayContaining(['Suspend', 'Restart', 'Stop', 'Open Berth', 'Quit Berth']),
  )
  expect(labels(menu)).toContain('web')
  expect(labels(find(menu, 'web'))).toEqual(expect.arrayContaining(['Logs', 'Terminal', 'Stop']))
  expect(actionsOf(find(menu, 'web'))).toContainEqual({ kind: 'open', address: '/containers/web/logs' })
  expect(actionsOf(menu)).toContainEqual({
    kind: 'copy',
    text: `DOCKER_HOST=unix://${machine.status.engine!.socket}`,
  })
})

test('published ports are opened in the browser, each once', () => {
  const menu = trayMenu(running, en)
  const browsed = actionsOf(find(menu, 'web')).filter(({ kind }) => kind === 'browse')
  expect(browsed.length).toBeGreaterThan(0)
  expect(new Set(browsed.map((action) => JSON.stringify(action))).size).toBe(browsed.length)
  const ids = containers.flatMap(({ ports }) => ports.flatMap((port) => portRowId(port) ?? []))
  const silent = trayMenu({ ...running, silentPorts: new Set(ids) }, en)
  expect(actionsOf(silent).filter(({ kind }) => kind === 'browse')).toEqual([])
})

test.each(stateNames)('the machine %s offers only what it can do', (state) => {
  const acts = actionsOf(trayMenu(inState(state), en)).flatMap((action) =>
    action.kind === 'machine' ? [action.act] : [],
  )
  const expected: Record<StateName, string[]> = {
    stopped: ['start'],
    failed: ['start'],
    suspended: ['start', 'stop'],
    starting: ['cancel'],
    running: ['suspend', 'restart', 'stop'],
    stopping: [],
    suspending: [],
  }
  expect(acts).toEqual(expected[state])
  if (state !== 'running') expect(labels(trayMenu(inState(state), en))).not.toContain('web')
})

test('a machine that cannot be suspended is not offered to be', () => {
  const lasting = { ...running, machine: { ...machine, status: { ...machine.status, suspends: null } } }
  expect(labels(trayMenu(lasting, en))).not.toContain('Suspend')
  expect(labels(trayMenu(lasting, en))).toEqual(expect.arrayContaining(['Restart', 'Stop']))
})

test('a host that is away offers nothing that it would have to do', () => {
  const starting = trayMenu({ ...running, host: { kind: 'starting' } }, en)
  expect(labels(starting)[0]).toBe('Berth is starting')
  expect(actionsOf(starting).map(({ kind }) => kind)).not.toContain('machine')
  const failed = trayMenu({ ...running, host: { kind: 'failed', message: null, hint: null } }, en)
  expect(actionsOf(failed).map(({ kind }) => kind)).toContain('host-again')
})

test('an engine that does not answer is said', () => {
  const { engine } = machine.status
  const silent = {
    ...machine,
    status: { ...machine.status, engine: engine && { ...engine, answering: false } },
  }
  expect(stateWords({ ...running, machine: silent }, en)).toBe('the engine does not answer')
})

test('of many containers the first are shown, and how many more there are', () => {
  const many = Array.from({ length: 1200 }, (_, index) => ({
    ...containers[0]!,
    state: 'running' as const,
    id: String(index),
    name: `c${String(index).padStart(4, '0')}`,
  }))
  const menu = labels(trayMenu({ ...running, containers: many }, en))
  expect(menu).toContain('1,200 running containers')
  expect(menu).toContain('1,188 more…')
  expect(menu.filter((label) => /^c\d+$/.test(label))).toHaveLength(12)
})

test('a name of the engine’s is only a name', () => {
  const odd = { ...containers[0]!, state: 'running' as const, name: `a&b${'x'.repeat(100)}` }
  const [label] = labels(trayMenu({ ...running, containers: [odd] }, en)).filter((each) =>
    each.startsWith('a'),
  )
  expect(label).toBe(`a&&b${'x'.repeat(56)}…`)
})

test('projects can be seen, stopped and started again', () => {
  const [one, two] = containers
  const of = (row: (typeof containers)[number], state: 'running' | 'exited', number: number) => ({
    ...row,
    number,
    state,
  })
  const project = {
    id: 'shop',
    services: [{ name: 'web', containers: [of(one!, 'running', 1), of(two!, 'exited', 2)] }],
    source: null,
    filesAre: 'unknown' as const,
    openedAt: null,
  }
  const items = find(trayMenu({ ...running, projects: [project] }, en), 'shop')
  expect(labels(items)).toEqual(['1 of 2 run', 'Show', 'Start', 'Restart', 'Stop'])
  expect(actionsOf(items)).toContainEqual({ kind: 'project', project: 'shop', act: 'stop' })
})

test('it speaks German', () => {
  expect(labels(trayMenu(running, wordsIn('de')))).toEqual(
    expect.arrayContaining(['läuft', 'Ruhezustand', 'Berth öffnen', 'Berth beenden']),
  )
})
