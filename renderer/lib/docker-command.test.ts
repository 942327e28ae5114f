// @vitest-environment node
import { execFileSync } from 'node:child_process'
import { afterEach, expect, test } from 'vitest'
import {
  dockerCommand,
  firstCommand,
  leadCommandsTo,
  led,
  quoted,
  removeContainersCommand,
} from './docker-command.ts'

afterEach(() => leadCommandsTo(null))

test('plain words stay as they are', () => {
  expect(dockerCommand('pull', 'ghcr.io/owner/name:1.2@sha256:ab')).toBe(
    'docker pull ghcr.io/owner/name:1.2@sha256:ab',
  )
})

test.each(['', 'two words', "it's", '$(reboot)', 'a;b', '`id`', '~', '*', 'new\nline', '"'])(
  'a shell reads %j back as it was',
  (word) => {
    expect(execFileSync('sh', ['-c', `printf %s ${quoted(word)}`], { encoding: 'utf8' })).toBe(word)
  },
)

test('a removal says its options', () => {
  expect(removeContainersCommand(['a', 'b'], { force: false, volumes: false })).toBe('docker rm a b')
  expect(removeContainersCommand(['a'], { force: true, volumes: true })).toBe('docker rm -f -v a')
})

test('commands lead to the engine that is shown; those for a first try name it in any case', () => {
  expect(firstCommand('pull', 'alpine')).toBe('docker --context berth pull alpine')
  leadCommandsTo('my lab')
  expect(dockerCommand('rm', 'web')).toBe("docker --context 'my lab' rm web")
  expect(led('docker run -d \\\n  docker ')).toBe("docker --context 'my lab' run -d \\\n  docker ")
  expect(firstCommand('pull', 'alpine')).toBe("docker --context 'my lab' pull alpine")
})
