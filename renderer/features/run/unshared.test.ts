import { expect, test } from 'vitest'
import { unsharedSources } from './unshared.ts'

const mount = (source: string) => ({ source, target: '/x', readOnly: false, options: '' })

test('paths of this computer that are in no shared folder are named, each once', () => {
  const sources = ['/home/ada/a', '/home/ada/a/', '/home/ada/shared/x', '/Users/ada', '/tmp/x']
  expect(unsharedSources(sources.map(mount), ['/home/ada/shared'])).toEqual([
    '/home/ada/a',
    '/Users/ada',
    '/tmp/x',
  ])
})

test('volumes, and paths that only the machine has, are not', () => {
  const sources = ['', 'data', '/var/run/docker.sock', '/etc/localtime', '/', 'C:\\data', '/home/../etc']
  expect(unsharedSources(sources.map(mount), [])).toEqual([])
})
