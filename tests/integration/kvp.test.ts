import path from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { repository } from '../../scripts/assets/hash.ts'

test("the guest's answers to Hyper-V pass their own tests", async () => {
  const { stdout } = await execa('go', ['test', '-count=1', '-v', '.'], {
    cwd: path.join(repository, 'vm-assets/kvp'),
    env: { GOFLAGS: '', GOWORK: 'off' },
  })
  expect(stdout).toMatch(/^ok\s/m)
  expect(stdout).toContain('PASS: TestServe')
})
