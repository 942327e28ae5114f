import { afterEach, beforeEach, expect, test } from 'vitest'
import { PassThrough } from 'node:stream'
import { CliHarness } from '../../../tests/fixtures/berth-cli.ts'
import { shellServer } from '../../host/shell.ts'
import { silent } from '../../base/log.ts'
import { BerthError } from '../../base/errors.ts'

let berth: CliHarness
beforeEach(async () => {
  berth = await CliHarness.make()
})
afterEach(async () => {
  await berth.remove()
})

test('a command’s streams and exit code come through', async () => {
  const asked: unknown[] = []
  berth.shell = shellServer(async ({ command, terminal }) => {
    asked.push(command, terminal)
    const [output, errors] = [new PassThrough(), new PassThrough()]
    const input = new PassThrough()
    const exit = Promise.withResolvers<number>()
    input.pipe(output)
    errors.end('warned\n')
    output.once('end', () => exit.resolve(7))
    return { input, output, errors, resize: () => undefined, exited: exit.promise, close: () => undefined }
  }, silent)
  await berth.listen()
  berth.input.end('through\n')
  expect(await berth.run('shell', '--', 'cat', '--flag')).toEqual({
    code: 7,
    out: 'through\n',
    err: 'warned\n',
  })
  expect(asked).toEqual([['cat', '--flag'], null])
})

test('what the guest refuses is said once', async () => {
  const refusal = new BerthError('not-running', 'The machine does not run.', { hint: 'Start it.' })
  berth.shell = shellServer(() => Promise.reject(refusal), silent)
  await berth.listen()
  expect(await berth.run('shell')).toEqual({
    code: 1,
    out: '',
    err: 'The machine does not run.\n  Start it.\n',
  })
})

test('without a host there is nothing to open a shell in', async () => {
  expect(await berth.run('shell')).toMatchObject({
    code: 1,
    err: expect.stringContaining('berth start') as string,
  })
})
