import path from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { repository } from '../../scripts/assets/hash.ts'

test.each([
  ["the guest's answers to Hyper-V", 'vm-assets/kvp', 'TestServe'],
  ['the relay on its vsock, between other sockets,', 'vm-assets/vsock', 'TestPassesOneEndOnAlone'],
])('%s pass their own tests', async (_, module, one) => {
  const { stdout } = await execa('go', ['test', '-count=1', '-v', '.'], {
    cwd: path.join(repository, module),
    env: { GOFLAGS: '', GOWORK: 'off' },
  })
  expect(stdout).toMatch(/^ok\s/m)
  expect(stdout).toContain(`PASS: ${one}`)
})
