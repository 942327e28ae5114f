import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { silent } from '../../base/log.ts'
import { Topic } from '../../base/topic.ts'
import type { LinkState } from '../link-state.ts'
import { PipeForward, type PipeForwardOptions } from './pipe-forward.ts'

let dir: string
let told: string
let options: PipeForwardOptions
const connected = { kind: 'connected', since: '' } as unknown as LinkState
const link: { state: LinkState; changes: Topic<LinkState> } = {
  state: { kind: 'idle' },
  changes: new Topic(),
}
let address = '172.20.1.2:22'
const open: PipeForward[] = []

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-pipe-'))
  told = path.join(dir, 'told')
  await writeFile(told, '')
  const fake = fileURLToPath(new URL('../../../tests/fakes/pipe-helper.ts', import.meta.url))
  const program = path.join(dir, 'berth-pipe')
  await writeFile(program, `#!/bin/sh\nFAKE_PIPE_LOG='${told}' exec '${process.execPath}' '${fake}' "$@"\n`, {
    mode: 0o755,
  })
  link.state = { kind: 'idle' }
  address = '172.20.1.2:22'
  const helper = { program, key: '/key', hostKey: '/host.pub', own: 'own' }
  options = { helper, pipe: 'own', link, address: () => address, log: silent }
})
afterEach(async () => {
  for (const forward of open.splice(0)) await forward.close()
  await rm(dir, { recursive: true })
})
const listen = async (change: Partial<PipeForwardOptions> = {}): Promise<PipeForward> => {
  const forward = await PipeForward.listen({ ...options, ...change })
  open.push(forward)
  return forward
}
const become = (state: LinkState): void => {
  link.state = state
  link.changes.publish(state)
}
const lines = async (): Promise<string[]> => (await readFile(told, 'utf8')).trim().split('\n')

it('serves a pipe, and tells its helper where the guest is each time that it moves', async () => {
  expect((await listen()).pipe).toBe('own')
  become(connected)
  become({ kind: 'idle' })
  address = '172.30.9.9:22'
  become(connected)
  await expect
    .poll(lines)
    .toEqual([
      'own {"guest":""}',
      'own {"guest":"172.20.1.2:22"}',
      'own {"guest":""}',
      'own {"guest":"172.30.9.9:22"}',
    ])
})

it('serves the name where Docker looks when none is asked for, and says which', async () => {
  expect((await listen({ pipe: null })).pipe).toBe('\\\\.\\pipe\\docker_engine')
})

it('starts its helper again, which learns where the guest is', async () => {
  await listen()
  address = 'die'
  become(connected)
  await expect.poll(async () => (await lines()).at(-1)).toContain('die')
  address = '172.20.1.3:22'
  await expect
    .poll(async () => (await lines()).at(-1), { timeout: 5000 })
    .toBe('own {"guest":"172.20.1.3:22"}')
})

it('says why it cannot be served', async () => {
  await expect(listen({ pipe: 'taken' })).rejects.toMatchObject({
    code: 'conflict',
    message: "The engine's pipe cannot be served: taken cannot be served: another program serves it.",
  })
  const helper = { ...options.helper, program: path.join(dir, 'nowhere') }
  await expect(listen({ helper })).rejects.toThrow(/ENOENT/)
})
