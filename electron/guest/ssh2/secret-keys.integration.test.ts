// First, as in the host: ssh2 takes its ciphers as it is loaded. So this needs a process of its own, which unit tests share.
import { ciphersMade } from './index.ts'
import crypto from 'node:crypto'
import { expect, it } from 'vitest'
import { FakeSshd } from '../../../tests/fakes/sshd.ts'
import { silent } from '../../base/log.ts'
import { exec } from '../exec.ts'
import { GuestLink } from '../link.ts'

const never = new AbortController().signal

it('leaves the module as it was for everybody else', () => {
  const before = ciphersMade()
  const key = crypto.randomBytes(16)
  const cipher = crypto.createCipheriv('aes-128-gcm', key, crypto.randomBytes(12))
  cipher.final()
  crypto.createHmac('sha256', key).digest()
  expect(ciphersMade()).toBe(before)
})

it('is what ssh2 makes its ciphers with', async () => {
  const before = ciphersMade()
  const sshd = await new FakeSshd().listen()
  const link = new GuestLink({ ...sshd.endpoint, connect: sshd.connect, log: silent })
  await link.open(never)
  expect(await exec(link, ['echo', 'through it'], never)).toMatchObject({ stdout: 'through it\n' })
  expect(ciphersMade()).toBeGreaterThan(before)
  await link.close()
  await sshd.close()
})
