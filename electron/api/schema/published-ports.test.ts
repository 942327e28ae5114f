// @vitest-environment node
import { expect, test } from 'vitest'
import type { PublishedPort } from './containers.ts'
import { distinctPorts, portAddress, portLabel, portUrl } from './published-ports.ts'

const port = (change: Partial<PublishedPort>): PublishedPort => ({
  hostIp: '0.0.0.0',
  hostPort: 8080,
  containerPort: 80,
  protocol: 'tcp',
  ...change,
})

test('labels', () => {
  expect(portLabel(port({}))).toBe('8080→80')
  expect(portLabel(port({ protocol: 'udp' }))).toBe('8080→80/udp')
  expect(portLabel(port({ hostPort: null }))).toBe('80')
})

test.each([
  [{}, 'http://localhost:8080/'],
  [{ hostIp: '::' }, 'http://localhost:8080/'],
  [{ hostIp: null }, 'http://localhost:8080/'],
  [{ hostIp: '192.168.1.5' }, 'http://192.168.1.5:8080/'],
  [{ hostIp: 'fe80::1' }, 'http://[fe80::1]:8080/'],
  [{ containerPort: 443 }, 'https://localhost:8080/'],
  [{ protocol: 'udp' as const }, null],
  [{ hostPort: null }, null],
])('a browser opens %j at %s', (change, url) => expect(portUrl(port(change))).toBe(url))

test('an address is where a port answers on this computer', () => {
  expect(portAddress(port({ protocol: 'udp' }))).toBe('localhost:8080')
  expect(portAddress(port({ hostIp: 'fe80::1' }))).toBe('[fe80::1]:8080')
  expect(portAddress(port({ hostPort: null }))).toBeNull()
})

test('on another computer it answers there, if it does to others', () => {
  expect(portUrl(port({}), 'box')).toBe('http://box:8080/')
  expect(portAddress(port({ hostIp: '::' }), 'fe80::2')).toBe('[fe80::2]:8080')
  expect(portAddress(port({ hostIp: '10.0.0.7' }), 'box')).toBe('10.0.0.7:8080')
  expect(portAddress(port({ hostIp: '127.0.0.1' }), 'box')).toBeNull()
})

test('a port of both address families is one port; published ones come first', () => {
  const ports = [
    port({ hostPort: null, containerPort: 22, hostIp: null }),
    port({}),
    port({ hostIp: '::' }),
    port({ hostPort: 9000, containerPort: 90 }),
  ]
  expect(distinctPorts(ports).map(portLabel)).toEqual(['8080→80', '9000→90', '22'])
})
