import { describe, expect, it } from 'vitest'
import { run } from './run.ts'

const lines: string[] = []
const options = { what: 'Trying', report: (line: string) => void lines.push(line), hint: 'Try again.' }

describe('run', () => {
  it("gives the command's output", async () => {
    expect(await run('sh', ['-c', 'echo out; echo words >&2'], options)).toBe('out\n')
  })

  it('adds to the environment and works where it is told', async () => {
    const out = await run('sh', ['-c', 'echo $COLOUR; pwd'], { ...options, cwd: '/', env: { COLOUR: 'red' } })
    expect(out).toBe('red\n/\n')
  })

  it('fails with the last words of the command', async () => {
    const failing = run('sh', ['-c', 'echo first >&2; echo no space left >&2; exit 3'], options)
    await expect(failing).rejects.toMatchObject({
      message: 'Trying: sh failed with exit code 3.\nfirst\nno space left',
      hint: 'Try again.',
      code: 'image-missing',
    })
  })

  it('says which program is not installed', async () => {
    await expect(run('no-such-program', [], options)).rejects.toThrow('no-such-program is not installed')
  })

  it('says which signal ended it', async () => {
    await expect(run('sh', ['-c', 'kill -9 $$'], options)).rejects.toThrow('signal SIGKILL')
  })
})

it('finds the programs that only root has on its PATH', async () => {
  const options = { what: 'Looking', report: () => undefined, hint: 'none' }
  expect(await run('sh', ['-c', 'echo "$PATH"'], options)).toMatch(/:\/usr\/sbin:\/sbin$/m)
})
