import { expect, it } from 'vitest'
import { typedHost } from './host.ts'

it.each([
  ['', 'docker.io'],
  ['docker.io', 'docker.io'],
  ['https://index.docker.io/v1/', 'docker.io'],
  ['hub.docker.com', 'docker.io'],
  [' ghcr.io ', 'ghcr.io'],
  ['https://registry.example.com:5000/', 'registry.example.com:5000'],
  ['[::1]:5000', '[::1]:5000'],
  ['ghcr.io/owner', null],
  ['two words', null],
  ['-flag', null],
])('reads %j as %j', (text, host) => {
  expect(typedHost(text)).toBe(host)
})
