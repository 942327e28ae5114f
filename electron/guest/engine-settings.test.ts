import { afterEach, expect, it } from 'vitest'
import { FakeSshd } from '../../tests/fakes/sshd.ts'
import { silent } from '../base/log.ts'
import { EngineSettingsCommands } from './engine-settings.ts'
import { GuestLink } from './link.ts'

const never = new AbortController().signal
const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

/** A guest whose berth-engine says this. */
async function guestThatSays(answer: { stdout?: string; stderr?: string; code?: number }) {
  const sshd = await new FakeSshd({ answer: () => answer }).listen()
  const link = new GuestLink({ ...sshd.endpoint, connect: sshd.connect, log: silent })
  await link.open(never)
  ends.push(
    () => link.close(),
    () => sshd.close(),
  )
  return { settings: new EngineSettingsCommands(link), sshd }
}

it('shows what the engine was started with, and why other settings were taken back', async () => {
  const calm = await guestThatSays({ stdout: '{}\n' })
  expect(await calm.settings.show(never)).toEqual({ text: '{}\n', refused: null })
  const refused = await guestThatSays({ stdout: '{}\n', stderr: 'failed to start daemon\n' })
  expect(await refused.settings.show(never)).toMatchObject({ refused: 'failed to start daemon' })
})

it("gives the engine's word on others; only another failure than its no is an error", async () => {
  expect(await (await guestThatSays({})).settings.check('{}', never)).toBeNull()
  expect(await (await guestThatSays({ code: 1, stdout: 'no: foo\n' })).settings.check('{}', never)).toBe(
    'no: foo',
  )
  const broken = await guestThatSays({ code: 127, stderr: 'not found' })
  await expect(broken.settings.check('{}', never)).rejects.toMatchObject({ code: 'guest-failed' })
})

it('tries, keeps and undoes; what was taken back meanwhile is told with its words', async () => {
  const well = await guestThatSays({})
  await well.settings.try('{}', 90, never)
  expect(await well.settings.keep(never)).toBeNull()
  expect(well.sshd.asked.slice(-2).map((asked) => 'command' in asked && asked.command)).toEqual([
    '/usr/sbin/berth-engine try 90',
    '/usr/sbin/berth-engine keep',
  ])
  const gone = await guestThatSays({ code: 4, stdout: 'last words\n' })
  expect(await gone.settings.keep(never)).toBe('last words')
  expect(await (await guestThatSays({ stdout: 'last words\n' })).settings.undo(never)).toBe('last words')
})

it('does not read more than a daemon.json may be', async () => {
  const { settings } = await guestThatSays({ stdout: 'x'.repeat(300 * 1024) })
  await expect(settings.show(never)).rejects.toMatchObject({ code: 'guest-failed' })
})
