import { expect, it } from 'vitest'
import { composeCommand, composeSubject } from './compose-command.ts'
import { ComposeAction, type ComposeActionInput } from './compose.ts'

const source = {
  files: ['/shop/compose.yaml', '/shop/more.yaml'],
  dir: '/shop',
  envFiles: ['/shop/my.env'],
  profiles: ['tools'],
}
const files = '-f /shop/compose.yaml -f /shop/more.yaml --env-file /shop/my.env --profile tools'

it.each<[ComposeActionInput, string, string]>([
  [{ kind: 'up' }, `compose ${files} -p shop up --detach`, 'up shop'],
  [
    { kind: 'up', build: true, pull: 'always', recreate: true, removeOrphans: true, services: ['a', 'b'] },
    `compose ${files} -p shop up --detach --build --pull always --force-recreate --remove-orphans a b`,
    'up shop/a,b',
  ],
  [{ kind: 'pull' }, `compose ${files} -p shop pull`, 'pull shop'],
  [{ kind: 'build', services: ['a'] }, `compose ${files} -p shop build a`, 'build shop/a'],
  [
    { kind: 'scale', service: 'web', replicas: 3 },
    `compose ${files} -p shop scale --no-deps web=3`,
    'scale shop/web',
  ],
  [{ kind: 'stop' }, 'compose -p shop stop', 'stop shop'],
  [{ kind: 'restart', services: ['a'] }, 'compose -p shop restart a', 'restart shop/a'],
  [{ kind: 'down' }, 'compose -p shop down', 'down shop'],
  [
    { kind: 'down', volumes: true, localImages: true },
    'compose -p shop down --volumes --rmi local',
    'down shop',
  ],
])('%j is one command and one subject', (action, command, subject) => {
  const parsed = ComposeAction.parse(action)
  expect(composeCommand('shop', source, parsed).join(' ')).toBe(command)
  expect(composeSubject('shop', parsed)).toBe(subject)
})

it('names the folder only where compose would take another', () => {
  const elsewhere = { files: ['/base/c.yaml'], dir: '/shop', envFiles: [], profiles: [] }
  expect(composeCommand('shop', elsewhere, ComposeAction.parse({ kind: 'pull' }))).toEqual(
    'compose -f /base/c.yaml --project-directory /shop -p shop pull'.split(' '),
  )
  const atTop = { ...elsewhere, files: ['/c.yaml'], dir: '/' }
  expect(composeCommand('shop', atTop, ComposeAction.parse({ kind: 'pull' }))).toEqual(
    'compose -f /c.yaml -p shop pull'.split(' '),
  )
})

it('takes no name that a command could read as a flag', () => {
  expect(ComposeAction.safeParse({ kind: 'stop', services: ['--all'] }).success).toBe(false)
  expect(ComposeAction.safeParse({ kind: 'scale', service: 'web', replicas: -1 }).success).toBe(false)
})
