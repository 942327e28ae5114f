import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { commandFailed, DockerCli, type OutputLine } from './docker-cli.ts'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-docker-cli-'))
  await mkdir(path.join(dir, 'tools'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

/** A docker that is a script of ours. */
async function fakeDocker(script: string, env: NodeJS.ProcessEnv = {}): Promise<DockerCli> {
  const program = path.join(dir, 'tools', 'docker')
  await writeFile(program, `#!/bin/sh\n${script}\n`)
  await chmod(program, 0o755)
  return cli({ PATH: process.env['PATH'], DOCKER_CONFIG: path.join(dir, 'own'), ...env })
}

const cli = (env: NodeJS.ProcessEnv): DockerCli =>
  new DockerCli({
    tools: path.join(dir, 'tools'),
    engineSocket: path.join(dir, 'docker.sock'),
    configDir: path.join(dir, 'config'),
    env,
    patienceMs: 100,
  })

const signal = new AbortController().signal

test('a command gets its words and this engine, and is heard line by line to its exit code', async () => {
  const docker = await fakeDocker('printf "%s|" "$@"; echo; echo "$DOCKER_HOST"; pwd; echo oops >&2; exit 3')
  const lines: OutputLine[] = []
  const ended = await docker.run(['buildx', 'two words'], {
    signal,
    cwd: dir,
    onLines: (some) => void lines.push(...some),
  })
  expect(ended).toEqual({ code: 3, lastWords: ['oops'] })
  expect(lines.filter(({ stream }) => stream === 'stdout').map(({ text }) => text)).toEqual([
    'buildx|two words|',
    `unix://${dir}/docker.sock`,
    dir,
  ])
})

test('the environment is the least that commands need', async () => {
  const docker = await fakeDocker('env', {
    SECRET_TOKEN: 'hush',
    DOCKER_CONTEXT: 'elsewhere',
    SSH_AUTH_SOCK: '/agent',
    https_proxy: 'http://proxy',
  })
  const text = await docker.output('list', [], { signal, env: { OWN: '1' } })
  expect(text).not.toContain('hush')
  expect(text).not.toContain('elsewhere')
  expect(text).toContain('SSH_AUTH_SOCK=/agent\n')
  expect(text).toContain('https_proxy=http://proxy\n')
  expect(text).toContain('OWN=1\n')
  expect(text).toContain(`DOCKER_CONFIG=${dir}/config\n`)
})

test('a cancelled command takes its helpers along, and the call ends once they are gone', async () => {
  const docker = await fakeDocker(`sleep 1000 & echo $! > ${dir}/helper; echo up; wait`)
  const cancel = new AbortController()
  const run = docker.run([], { signal: cancel.signal, onLines: () => cancel.abort() })
  await expect(run).rejects.toMatchObject({ code: 'cancelled' })
  const helper = Number(await readFile(`${dir}/helper`, 'utf8'))
  const state = await readFile(`/proc/${helper}/stat`, 'utf8').catch(() => 'gone')
  expect(state === 'gone' || state.includes(') Z ')).toBe(true)
})

test('what was called off before it began is not begun', async () => {
  const docker = await fakeDocker(`touch ${dir}/ran`)
  await expect(docker.run([], { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
  await expect(readFile(`${dir}/ran`)).rejects.toThrow()
})

test('a reader that takes its time holds the command back, and loses nothing', async () => {
  const docker = await fakeDocker(
    'i=0; while [ $i -lt 20000 ]; do echo "line $i of many that fill the pipe"; i=$((i+1)); done',
  )
  let count = 0
  let open = 0
  await docker.run([], {
    signal,
    onLines: async (lines) => {
      expect(++open).toBe(1)
      await new Promise((resolve) => setImmediate(resolve))
      count += lines.length
      open -= 1
    },
  })
  expect(count).toBe(20_000)
})

test('a reader that fails ends the command', async () => {
  const docker = await fakeDocker('while true; do echo more; done')
  const failing = docker.run([], {
    signal,
    onLines: () => {
      throw new Error('disk on fire')
    },
  })
  await expect(failing).rejects.toThrow('disk on fire')
})

test('a command that fails is told by its own last words', async () => {
  const docker = await fakeDocker('echo some; echo "ERROR: no builder \\"x\\" found" >&2; echo; exit 1')
  await expect(docker.output('list the builds', [], { signal })).rejects.toMatchObject({
    code: 'engine-failed',
    message: 'Could not list the builds: no builder "x" found',
  })
  expect(commandFailed('do it', 137, []).message).toBe('Could not do it: docker ended with code 137.')
})

test('a missing docker, and a folder that is gone, are each a sentence', async () => {
  const missing = cli({ DOCKER_CONFIG: path.join(dir, 'own') })
  await expect(missing.run([], { signal })).rejects.toMatchObject({ code: 'image-missing' })
  const docker = await fakeDocker('true')
  await expect(docker.run([], { signal, cwd: `${dir}/gone` })).rejects.toMatchObject({
    hint: `Look whether ${dir}/gone is still there.`,
  })
})
