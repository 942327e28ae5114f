import { expect, test } from 'vitest'
import { buildWords } from './build-command.ts'
import { BuildRequest, isGit } from './builds.ts'

const plain: BuildRequest = {
  context: '/src/app',
  dockerfile: null,
  target: null,
  tags: [],
  args: [],
  secrets: [],
  ssh: false,
  platforms: [],
  labels: [],
  noCache: false,
  pull: false,
  network: 'default',
  output: 'load',
}

test('the least that is asked for is the least that is said', () => {
  expect(buildWords(plain)).toEqual(['buildx', 'build', '--load', '--', '/src/app'])
})

test('all that can be asked for, each in one word', () => {
  const words = buildWords(
    {
      context: '/src/app/',
      dockerfile: 'docker/web',
      target: 'final',
      tags: ['app:1', 'localhost:5000/app:2'],
      args: [{ name: 'A', value: '--x=1 2' }],
      secrets: [{ id: 'npm', file: '/home/ada/a,b "c"' }],
      ssh: true,
      platforms: ['linux/amd64', 'linux/arm64/v8'],
      labels: [{ name: 'org.team', value: '' }],
      noCache: true,
      pull: true,
      network: 'host',
      output: 'push',
    },
    ['--progress=rawjson'],
  )
  expect(words).toEqual([
    'buildx',
    'build',
    '--progress=rawjson',
    '--file=/src/app/docker/web',
    '--target=final',
    '--tag=app:1',
    '--tag=localhost:5000/app:2',
    '--build-arg=A=--x=1 2',
    '--secret=id=npm,"src=/home/ada/a,b ""c"""',
    '--ssh=default',
    '--platform=linux/amd64,linux/arm64/v8',
    '--label=org.team=',
    '--no-cache',
    '--pull',
    '--network=host',
    '--allow=network.host',
    '--push',
    '--',
    '/src/app/',
  ])
})

test('a repository’s Dockerfile is its own; one that is absolute stays', () => {
  const git = { ...plain, context: 'https://example.org/a.git#main:web', output: 'check' } as const
  expect(buildWords({ ...git, dockerfile: 'docker/web' })).toEqual([
    'buildx',
    'build',
    '--file=docker/web',
    '--output=type=cacheonly',
    '--',
    git.context,
  ])
  expect(buildWords({ ...plain, dockerfile: '/other/Dockerfile' })).toContain('--file=/other/Dockerfile')
  expect(buildWords({ ...plain, dockerfile: '~/Dockerfile' })).toContain('--file=~/Dockerfile')
})

test('what is no folder, repository, tag or name is refused', () => {
  const good = ['/', '~/app', 'https://example.org/a.git#v1', 'git@example.org:a/b.git', 'ssh://git@h/a']
  for (const context of good) expect(BuildRequest.safeParse({ ...plain, context }).success).toBe(true)
  for (const context of ['', '.', '--help', 'app', 'ftp://x', 'https://a b', '-'])
    expect(BuildRequest.safeParse({ ...plain, context }).success).toBe(false)
  for (const tag of ['--load', 'a b', '', 'a,b'])
    expect(BuildRequest.safeParse({ ...plain, tags: [tag] }).success).toBe(false)
  expect(BuildRequest.safeParse({ ...plain, secrets: [{ id: 'a,src=/x', file: '/x' }] }).success).toBe(false)
  expect(BuildRequest.safeParse({ ...plain, platforms: ['linux'] }).success).toBe(false)
  expect(isGit('git@example.org:a/b.git')).toBe(true)
  expect(isGit('/git@example.org')).toBe(false)
})
