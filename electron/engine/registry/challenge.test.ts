import { expect, it } from 'vitest'
import { parseChallenge } from './challenge.ts'

it('reads how registries want to be asked', () => {
  expect(
    parseChallenge(
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/alpine:pull"',
    ),
  ).toEqual({
    scheme: 'bearer',
    realm: new URL('https://auth.docker.io/token'),
    service: 'registry.docker.io',
    scope: 'repository:library/alpine:pull',
  })
  expect(parseChallenge('bearer realm = "https://a.io/t", scope="repository:a:pull,push"')).toMatchObject({
    scope: 'repository:a:pull,push',
    service: null,
  })
  expect(parseChallenge('Basic realm="Registry"')).toEqual({ scheme: 'basic' })
})

it.each([
  undefined,
  '',
  'Negotiate',
  'Bearer',
  'Bearer realm="nonsense"',
  'Bearer realm="file:///etc/passwd"',
])('makes nothing of %j', (header) => {
  expect(parseChallenge(header)).toBeNull()
})
