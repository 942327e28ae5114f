import { expect, test } from 'vitest'
import { computerOf, parseEndpoint } from './endpoint.ts'
import { sshArguments } from './ssh.ts'

const tls = { ca: '/t/ca.pem', cert: '/t/cert.pem', key: '/t/key.pem' }

test.each([
  ['unix:///run/user/1/docker.sock', { kind: 'unix', path: '/run/user/1/docker.sock' }],
  ['npipe:////./pipe/docker_engine', { kind: 'npipe', path: '\\\\.\\pipe\\docker_engine' }],
  ['ssh://box', { kind: 'ssh', host: 'box', user: null, port: null, socket: null }],
  ['ssh://me@box.example:2222', { kind: 'ssh', host: 'box.example', user: 'me', port: 2222, socket: null }],
  [
    'ssh://[fe80::1]/run/d.sock',
    { kind: 'ssh', host: 'fe80::1', user: null, port: null, socket: '/run/d.sock' },
  ],
  ['tcp://box:2376', { kind: 'tcp', host: 'box', port: 2376, tls }],
  ['tcp://[::1]', { kind: 'tcp', host: '::1', port: 2376, tls }],
])('%s', (address, endpoint) => {
  expect(parseEndpoint(address, tls)).toEqual(endpoint)
})

test.each([
  'ssh://-oProxyCommand=touch%20x',
  'ssh://-box',
  'ssh://-l@box',
  'ssh://me:secret@box',
  'ssh://box/run/$(id).sock',
  'ssh://box/run/a b.sock',
  'ssh://a;b@box',
  'tcp://box:2376/v1',
  'npipe:////far/pipe/docker_engine',
  'http://box',
  'fd://',
  '',
])('refused: %s', (address) => {
  expect(parseEndpoint(address, tls)).toBe('not-understood')
})

test('without TLS only this computer is spoken with', () => {
  expect(parseEndpoint('tcp://10.0.0.1:2375', null)).toBe('not-encrypted')
  expect(parseEndpoint('tcp://127.evil.example:2375', null)).toBe('not-encrypted')
  expect(parseEndpoint('tcp://127.0.0.1', null)).toEqual({
    kind: 'tcp',
    host: '127.0.0.1',
    port: 2375,
    tls: null,
  })
})

test('which computer it is on', () => {
  const computer = (address: string): string | null => {
    const found = parseEndpoint(address, tls)
    return typeof found === 'string' ? found : computerOf(found)
  }
  expect(computer('ssh://me@box')).toBe('box')
  expect(computer('tcp://box')).toBe('box')
  expect(computer('tcp://localhost')).toBeNull()
  expect(computer('unix:///d.sock')).toBeNull()
})

test('the arguments of ssh: nothing can pass for an option, the socket is docker’s', () => {
  const box = { kind: 'ssh', host: 'box', user: 'me', port: 22, socket: '/run/d.sock' } as const
  const said = sshArguments(box)
  expect(said.slice(5)).toEqual(
    '-l me -p 22 -- box docker --host unix:///run/d.sock system dial-stdio'.split(' '),
  )
  expect(said.slice(0, 5)).toEqual(['-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10', '-T'])
})
