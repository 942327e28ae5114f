import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findProcesses, isOurs, killOrphan } from './find.ts'
import { launch, orphanProcess } from './process.ts'

let dir: string
let marker: string
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-process-'))
  marker = `path=${dir}/with space, and comma`
})
afterEach(async () => rm(dir, { recursive: true }))

const log = (): string => path.join(dir, 'log')
/** A process that lives until it is ended, or says its word and ends. */
const run = (program = 'setInterval(() => undefined, 1000)'): ReturnType<typeof launch> =>
  launch(process.execPath, ['-e', program, marker], log())

describe('launch', () => {
  it('keeps what the process says, and tells how it ended', async () => {
    const child = await run('console.error("a word"); process.exitCode = 3')
    expect(await child.ended).toEqual({ code: 3, signal: null })
    expect(await readFile(log(), 'utf8')).toBe('a word\n')
    expect((await stat(log())).mode & 0o777).toBe(0o600)
  })

  it('says when the program cannot be run', async () => {
    await expect(launch(path.join(dir, 'none'), [], log())).rejects.toMatchObject({
      code: 'hypervisor-missing',
    })
  })

  it('gives the process of the environment only what it needs', async () => {
    process.env['BERTH_TEST_SECRET'] = 'secret'
    const child = await run('console.log(Object.keys(process.env).join())')
    await child.ended
    delete process.env['BERTH_TEST_SECRET']
    const names = await readFile(log(), 'utf8')
    expect(names).toContain('PATH')
    expect(names).not.toContain('BERTH_TEST_SECRET')
  })
})

describe('a process', () => {
  it('is found by one whole argument, and ended', async () => {
    const child = await run()
    expect(await findProcesses(marker)).toEqual([child.pid])
    expect(await findProcesses(marker.slice(0, -1))).toEqual([])
    expect(await isOurs(process.pid, marker)).toBe(false)
    await child.kill()
    expect(await child.ended).toEqual({ code: null, signal: 'SIGKILL' })
    expect(await findProcesses(marker)).toEqual([])
  })

  it('of somebody else is never ended', async () => {
    const child = await run()
    await killOrphan(child.pid, 'another marker')
    expect(await isOurs(child.pid, marker)).toBe(true)
    await killOrphan(child.pid, marker)
    expect(await isOurs(child.pid, marker)).toBe(false)
  })

  it('that is not our child ends once it is leaving and gone', async () => {
    const child = await run()
    const orphan = orphanProcess(child.pid, marker, Promise.resolve())
    await orphan.kill()
    expect(await orphan.ended).toEqual({ code: null, signal: null })
  })
})
