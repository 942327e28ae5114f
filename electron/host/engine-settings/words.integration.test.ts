import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureEngine, nativeArch } from '../../../scripts/assets/build.ts'
import { canRunEngine } from '../../../tests/fixtures/engine.ts'
import { refusalWords } from './words.ts'

/** What the pinned engine itself says against settings, as the guest asks it. */
describe.skipIf(!canRunEngine)('dockerd --validate', () => {
  let binaries = ''
  let dir = ''
  beforeAll(async () => {
    binaries = await ensureEngine(nativeArch(), (line) => console.error(line))
    dir = await mkdtemp(path.join(os.tmpdir(), 'berth-validate-'))
  })

  afterAll(() => rm(dir, { recursive: true, force: true }))

  const validate = async (engine: object): Promise<string | null> => {
    const file = path.join(dir, 'daemon.json')
    await writeFile(file, JSON.stringify(engine))
    return new Promise((resolve) => {
      const args = ['--config-file', file, '--host', 'unix:///nowhere.sock', '--validate']
      const env = { PATH: binaries }
      execFile(path.join(binaries, 'dockerd'), args, { env }, (error, _out, words) =>
        resolve(error ? refusalWords(words) : null),
      )
    })
  }

  it.each([
    [{ 'log-driver': 'local', 'log-opts': { 'max-size': '5m' }, 'live-restore': true }, null],
    // Accepted, and yet no engine starts with it: that is what a trial is for.
    [{ bip: 'nonsense' }, null],
    [{ foo: 1 }, "the following directives don't match any configuration option: foo"],
    [
      { debug: 'yes' },
      'invalid JSON: json: cannot unmarshal string into Go struct field Config.CommonConfig.debug of type bool',
    ],
    [
      { 'registry-mirrors': ['nonsense'] },
      "invalid mirror: no scheme specified for \"nonsense\": must use either 'https://' or 'http://'",
    ],
    [{ dns: ['x'] }, 'invalid JSON: ParseAddr("x"): unable to parse IP'],
  ])('%j', async (engine, words) => {
    expect(await validate(engine)).toBe(words)
  })
})
