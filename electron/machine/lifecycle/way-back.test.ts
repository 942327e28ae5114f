import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fakeParts, guestError } from '../../../tests/fakes/lifecycle.ts'
import { silent } from '../../base/log.ts'
import type { ImageFiles, MachineSpec, RestorePoints } from '../driver.ts'
import { WayBack } from '../restore/way-back.ts'
import { Machine } from './machine.ts'

/** The lifecycle with a disk that guards itself: images are folders whose name is their id. */
let dir: string
let parts: ReturnType<typeof fakeParts>
let installed: ImageFiles
let started: string[]
let pointCalls: string[]

async function put(id: string): Promise<ImageFiles> {
  await mkdir(path.join(dir, id), { recursive: true })
  await writeFile(path.join(dir, id, 'kernel'), '')
  return verify(path.join(dir, id))
}
const verify = async (at: string): Promise<ImageFiles> => {
  const file = (name: string): string => path.join(at, name)
  return { kernel: file('kernel'), initramfs: file('initramfs'), root: file('root'), id: path.basename(at) }
}
function machine(): Machine {
  const points: RestorePoints = {
    make: async (name) => void pointCalls.push(`make ${name}`),
    goBack: async (name) => void pointCalls.push(`back ${name}`),
    remove: async (name) => void pointCalls.push(`remove ${name}`),
  }
  const wayBack = new WayBack({
    record: path.join(dir, 'known.json'),
    keepIn: null,
    points,
    verify,
    log: silent,
  })
  return new Machine({ ...parts, image: async () => installed, wayBack })
}
/** Which image has no guest in it. */
function breaks(id: string): void {
  const start = parts.driver.start.bind(parts.driver)
  parts.driver.start = async (spec, signal) => {
    const used = (spec as MachineSpec).image.id
    started.push(used)
    const running = await start(spec, signal)
    if (used === id) running.console.mark = () => Promise.reject(guestError('No root.'))
    return running
  }
}

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-lifecycle-'))
  parts = fakeParts()
  started = []
  pointCalls = []
  installed = await put('one')
  await machine().start({ cold: false })
  parts.driver.running?.end({ expected: true, reason: 'Stopped.' })
})
afterEach(() => rm(dir, { recursive: true }))

it('a new image that brings no engine up is tried twice; then the one from before runs, and the user is told', async () => {
  installed = await put('two')
  breaks('two')
  const berth = machine()
  await berth.start({ cold: false })
  expect(started).toEqual(['two', 'two', 'one'])
  expect(pointCalls).toEqual(['make one', 'back one'])
  expect(berth.snapshot).toMatchObject({ state: 'running', errors: [{ step: 'update' }] })
})

it('the next start takes the one from before at once', async () => {
  installed = await put('two')
  breaks('two')
  await machine().start({ cold: false })
  parts.driver.running?.end({ expected: true, reason: 'Stopped.' })
  started = []
  await machine().start({ cold: false })
  expect(started).toEqual(['one'])
})

it('what was suspended under the old image is resumed under it and shut down in order, before the point is made', async () => {
  installed = await put('two')
  parts.driver.suspended = true
  parts.driver.calls.length = 0
  parts.hooks.asked.length = 0
  await machine().start({ cold: false })
  expect(parts.driver.calls).toEqual(['resume', 'disk 64', 'start'])
  expect(parts.hooks.asked).toEqual(['attach resume', 'power off', 'detach', 'seed', 'attach cold'])
  expect(pointCalls).toEqual(['make one'])
})
