import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { busyboxImage } from '../../../tests/fixtures/busybox-image.ts'
import { EngineRoom } from '../../../tests/fixtures/engine-room.ts'
import { canRunEngine } from '../../../tests/fixtures/engine.ts'
import {
  outsideAddress,
  registryPassword,
  registryUser,
  startRegistry,
  type TestRegistry,
} from '../../../tests/fixtures/registry.ts'

const never = new AbortController().signal

describe.runIf(canRunEngine)('registries', () => {
  let room: EngineRoom
  let open: TestRegistry
  let locked: TestRegistry
  let configDir: string

  beforeAll(async () => {
    configDir = await mkdtemp(path.join(os.tmpdir(), 'berth-docker-config-'))
    open = await startRegistry()
    locked = await startRegistry({ login: true })
    room = await EngineRoom.open({ dockerConfigDir: configDir, hostNetwork: true })
    const image = await busyboxImage()
    for (const tag of ['1.9', '1.10', 'latest', 'edge']) await open.push('team/app', tag, image)
    await locked.push('team/app', 'v1', image)
  })
  afterAll(async () => {
    await room.close()
    await open.stop()
    await locked.stop()
    await rm(configDir, { recursive: true })
  })

  const tags = (name: string): Promise<unknown> => room.engine.registries.tags(name, never)

  it('offers the tags of a name', async () => {
    expect(await tags(`${open.host}/team/app`)).toEqual({
      tags: ['latest', '1.10', '1.9', 'edge'],
      more: false,
    })
    await expect(tags(`${open.host}/team/missing`)).rejects.toMatchObject({ code: 'not-found' })
    await expect(tags('127.0.0.1:1/team/app')).rejects.toMatchObject({
      hint: expect.stringContaining('Check that 127.0.0.1:1 is up') as string,
    })
    await expect(tags('Not A Name')).rejects.toMatchObject({ code: 'bad-input' })
  })

  it('logs in, after the registry has agreed; out again', async () => {
    const { registries } = room.engine
    const refused = expect(tags(`${locked.host}/team/app`)).rejects
    await refused.toMatchObject({ hint: expect.stringContaining('Log in first') as string })
    await expect(registries.login(locked.host, registryUser, 'wrong')).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('does not take this login') as string,
    })
    await registries.login(locked.host, registryUser, registryPassword)
    expect((await registries.list()).logins).toEqual([
      { registry: locked.host, user: registryUser, helper: null },
    ])
    await registries.test(locked.host)
    expect(await tags(`${locked.host}/team/app`)).toEqual({ tags: ['v1'], more: false })
    await registries.logout(locked.host)
    expect((await registries.list()).logins).toEqual([])
    await expect(registries.test(locked.host)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('keeps the secret with a helper where one is configured', async () => {
    const kept = path.join(configDir, 'kept')
    const program = path.join(configDir, 'docker-credential-berth-test')
    await writeFile(
      program,
      `#!/bin/sh\ncase $1 in store) cat >"${kept}";; get) cat "${kept}";; list) echo '{"${locked.host}":"${registryUser}"}';; esac\n`,
    )
    await chmod(program, 0o755)
    const before = process.env['PATH']
    process.env['PATH'] = `${configDir}${path.delimiter}${before ?? ''}`
    await writeFile(path.join(configDir, 'config.json'), '{"credsStore":"berth-test"}')
    try {
      await room.engine.registries.login(locked.host, registryUser, registryPassword)
      expect(await room.engine.registries.list()).toEqual({
        logins: [{ registry: locked.host, user: registryUser, helper: 'berth-test' }],
        keeper: 'berth-test',
      })
      expect(await tags(`${locked.host}/team/app`)).toMatchObject({ tags: ['v1'] })
      expect(await readFile(path.join(configDir, 'config.json'), 'utf8')).not.toContain(registryPassword)
    } finally {
      process.env['PATH'] = before
      await rm(path.join(configDir, 'config.json'))
    }
  })

  it.runIf(outsideAddress())(
    'says what helps where a registry has no TLS, or a certificate of its own',
    async () => {
      const plain = await startRegistry({ outside: true })
      const selfSigned = await startRegistry({ outside: true, tls: true })
      const cases = [
        [plain.host, `${plain.host} speaks plain HTTP.`],
        [selfSigned.host, `The engine does not know who signed the certificate of ${selfSigned.host}.`],
      ] as const
      const jobs = room.jobs()
      for (const [host, hint] of cases) {
        const said = { hint: expect.stringContaining(hint) as string }
        await expect(tags(`${host}/team/app`)).rejects.toMatchObject(said)
        await expect(room.engine.registries.login(host, 'a', 'b')).rejects.toMatchObject(said)
        const id = await room.engine.images.pull(`${host}/team/app`)
        const rows = await jobs.until('the pull failed', (all) =>
          all.some((job) => job.id === id && job.state === 'failed'),
        )
        expect(rows.find((job) => job.id === id)?.error).toMatchObject(said)
      }
      jobs.stop()
      await plain.stop()
      await selfSigned.stop()
    },
  )
})
