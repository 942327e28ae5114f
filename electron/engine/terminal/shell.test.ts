import { execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { cannotRun, hangUpCommand, isRefusal, markOf, shellCommand } from './shell.ts'

it('begins bash where there is one', () => {
  const [program = '', ...args] = shellCommand
  const said = execFileSync(program, args, { input: 'echo "bash $BASH_VERSION"\n', encoding: 'utf8' })
  expect(said).toMatch(/^bash \d/)
})

it('ends exactly what bears the mark', async () => {
  const run = (terminal: string) => {
    const [name = '', value = ''] = markOf(terminal).split('=')
    const child = spawn('sleep', ['600'], { env: { ...process.env, [name]: value } })
    return {
      child,
      ended: new Promise<string | null>((resolve) => child.once('exit', (_code, signal) => resolve(signal))),
    }
  }
  const [one, other] = [randomUUID(), randomUUID()]
  const [marked, stays] = [run(one), run(other)]
  await Promise.all(
    [marked, stays].map(({ child }) => new Promise((resolve) => child.once('spawn', resolve))),
  )
  const [program = '', ...args] = hangUpCommand(one)
  execFileSync(program, args)
  expect(await marked.ended).toBe('SIGHUP')
  expect(stays.child.exitCode ?? stays.child.signalCode).toBeNull()
  stays.child.kill()
  await stays.ended
})

it('tells what the engine writes in place of a program from what programs write', () => {
  expect(isRefusal(Buffer.from('OCI runtime exec failed: exec failed: unable to start\r\n'))).toBe(true)
  expect(isRefusal(Buffer.from('/ # '))).toBe(false)
  expect(isRefusal(Buffer.from('grep: OCI runtime exec failed: '))).toBe(false)
})

it('says which program it was, or that there is no shell', () => {
  expect(cannotRun(['vim', 'x'], 'no such file').message).toBe(
    'Could not run "vim" in the container: no such file',
  )
  expect(cannotRun(null, 'no such file').message).toBe('The container has no shell: no such file')
})
