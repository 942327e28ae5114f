import { PassThrough } from 'node:stream'
import { beforeEach, expect, it } from 'vitest'
import type { WindowsContainersView } from '../../api/schema/windows-containers.ts'
import type { Context } from '../context.ts'
import { addWindows, removeWindows, windowsStatus } from './windows-containers.ts'

let view: WindowsContainersView
let said: PassThrough
let done: unknown[]
beforeEach(() => {
  view = { state: 'absent', data: String.raw`C:\ProgramData\Berth Engine`, kept: false, bytes: null }
  said = new PassThrough()
  done = []
})

/** A terminal that nobody sits at, and a host that keeps what it was asked for. */
function context(): Context {
  const act = (name: string) => async (options?: unknown) => {
    done.push([name, options])
    return { restart: true }
  }
  const api = {
    windowsContainers: {
      look: { query: async () => view },
      add: { mutate: act('add') },
      remove: { mutate: act('remove') },
    },
    host: { shutDown: { mutate: async () => true } },
  }
  return {
    hosts: { ensure: async () => ({ api }) },
    terminal: { input: {}, output: said, errors: said, env: {} },
  } as unknown as Context
}
const words = (): string => String(said.read())

it('says what will be done, and does it only for who agrees', async () => {
  await expect(addWindows(context(), {})).rejects.toMatchObject({ code: 'bad-input' })
  expect(words()).toMatch(/asks once for an administrator[\s\S]*all that an administrator can/)
  expect(done).toEqual([])
  expect(await addWindows(context(), { yes: true })).toBe(0)
  expect(words()).toContain('Restart Windows, then it runs.')
  expect(done).toEqual([['add', undefined]])
})

it('says how much its data is, and needs a word on it', async () => {
  view = { ...view, state: 'running', kept: true, bytes: 3 * 2 ** 30 }
  await expect(removeWindows(context(), { yes: true })).rejects.toMatchObject({ code: 'bad-input' })
  expect(words()).toMatch(/C:\\ProgramData\\Berth Engine \(3.*GiB\)/)
  expect(await removeWindows(context(), { yes: true, deleteData: true })).toBe(0)
  expect(await removeWindows(context(), { yes: true, keepData: true })).toBe(0)
  expect(done).toEqual([
    ['remove', { deleteData: true }],
    ['remove', { deleteData: false }],
  ])
})

it('has nothing to do where it is not, where it is, and where it cannot be', async () => {
  expect(await removeWindows(context(), { yes: true, keepData: true })).toBe(1)
  view = { ...view, state: 'running' }
  expect(await addWindows(context(), { yes: true })).toBe(0)
  view = { ...view, state: 'impossible' }
  expect(await addWindows(context(), { yes: true })).toBe(1)
  expect(await windowsStatus(context())).toBe(0)
  expect(words()).toContain('cannot run Windows containers')
  expect(done).toEqual([])
})
