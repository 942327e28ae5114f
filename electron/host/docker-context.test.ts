import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silent } from '../base/log.ts'
import { DockerContext } from './docker-context.ts'

/** A docker command that keeps contexts as lines `name host` in a file, and the current one in another. */
const fakeDocker = `#!/bin/sh
[ -z "$DOCKER_HOST$DOCKER_CONTEXT" ] || exit 9
cd "$DOCKER_CONFIG" || exit 1
touch contexts current
verb=$2; shift 2
case $verb in
ls) cut -d ' ' -f 1 contexts; echo default ;;
show) cat current | grep . || echo default ;;
inspect) host=$(grep "^$1 " contexts | cut -d ' ' -f 2); [ -n "$host" ] || exit 1
  printf '[{"Name":"%s","Endpoints":{"docker":{"Host":"%s"}}}]' "$1" "$host" ;;
create | update) name=$1; host=\${5#host=}; grep -v "^$name " contexts >rest; echo "$name $host" >>rest; mv rest contexts ;;
use) echo "$1" >current ;;
rm) [ "$(cat current)" != "$2" ] || exit 1; grep -v "^$2 " contexts >rest; mv rest contexts ;;
esac
`

let dir = ''
let servers: Server[] = []
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-context-'))
  await mkdir(path.join(dir, 'config'))
  await writeFile(path.join(dir, 'docker'), fakeDocker)
  await chmod(path.join(dir, 'docker'), 0o755)
})
afterEach(async () => {
  for (const server of servers) server.close()
  servers = []
  await rm(dir, { recursive: true, force: true })
})

function context(socket: string, env: NodeJS.ProcessEnv = {}, name = 'berth'): DockerContext {
  return new DockerContext({
    name,
    tools: dir,
    engineSocket: path.join(dir, socket),
    defaultSocket: path.join(dir, 'default.sock'),
    env: { PATH: process.env['PATH'], DOCKER_CONFIG: path.join(dir, 'config'), ...env },
    log: silent,
  })
}
async function kept(): Promise<{ contexts: string; current: string }> {
  const read = (name: string): Promise<string> => readFile(path.join(dir, 'config', name), 'utf8')
  return { contexts: (await read('contexts')).trim(), current: (await read('current')).trim() }
}
async function listen(name: string): Promise<void> {
  const server = createServer().listen(path.join(dir, name))
  await once(server, 'listening')
  servers.push(server)
}

test('it is made, becomes the current one, and goes without a trace', async () => {
  const ours = context('a.sock')
  await ours.ensure()
  expect(await kept()).toEqual({ contexts: `berth unix://${dir}/a.sock`, current: 'berth' })
  expect(await ours.isOurs()).toBe(true)
  await ours.ensure()
  await ours.remove()
  expect(await kept()).toEqual({ contexts: '', current: 'default' })
  await ours.remove()
})

test('the current context of a user who chose one stays', async () => {
  await writeFile(path.join(dir, 'config', 'current'), 'desktop')
  await context('a.sock').ensure()
  expect(await kept()).toMatchObject({ current: 'desktop' })
})

test.each(['DOCKER_HOST', 'DOCKER_CONTEXT'])('so it does where %s says otherwise', async (name) => {
  await context('a.sock', { [name]: 'x' }).ensure()
  expect(await kept()).toEqual({ contexts: `berth unix://${dir}/a.sock`, current: '' })
})

test('and where another engine answers already', async () => {
  await listen('default.sock')
  await context('a.sock').ensure()
  expect(await kept()).toMatchObject({ current: '' })
})

test('an engine at the default socket is another one, unless it was linked there', async () => {
  const ours = context('a.sock')
  expect((await ours.look()).atDefault).toBe('nobody')
  await listen('default.sock')
  expect((await ours.look()).atDefault).toBe('other')
  await rm(path.join(dir, 'default.sock'))
  await listen('a.sock')
  await symlink(path.join(dir, 'a.sock'), path.join(dir, 'default.sock'))
  expect((await ours.look()).atDefault).toBe('berth')
})

test('the context of another home is left while that runs, and taken over when it does not', async () => {
  await listen('other.sock')
  await context('other.sock').ensure()
  const ours = context('a.sock')
  await ours.ensure()
  expect((await kept()).contexts).toBe(`berth unix://${dir}/other.sock`)
  await ours.remove()
  expect((await kept()).contexts).toBe(`berth unix://${dir}/other.sock`)
  for (const server of servers) server.close()
  await ours.ensure()
  expect((await kept()).contexts).toBe(`berth unix://${dir}/a.sock`)
})

test('without a docker command nothing fails', async () => {
  await rm(path.join(dir, 'docker'))
  const ours = context('a.sock')
  await ours.ensure()
  await ours.remove()
  expect(await ours.isOurs()).toBe(false)
})

test('it goes along from one of ours to the other, and takes the place of nobody else’s', async () => {
  const ours = context('a.sock')
  const windows = context('w.sock', {}, 'berth-windows')
  await ours.ensure()
  await windows.keep()
  expect(await kept()).toMatchObject({ current: 'berth' })
  await windows.takeOver(ours)
  expect(await kept()).toMatchObject({ current: 'berth-windows' })
  await windows.takeOver(ours)
  await ours.takeOver(windows)
  expect(await kept()).toMatchObject({ current: 'berth' })
  await writeFile(path.join(dir, 'config', 'current'), 'theirs')
  await windows.takeOver(ours)
  expect(await kept()).toMatchObject({ current: 'theirs' })
  await context('other-home.sock').ensure()
  await writeFile(path.join(dir, 'config', 'current'), 'berth')
  await windows.takeOver(ours)
  expect(await kept()).toMatchObject({ current: 'berth' })
})
