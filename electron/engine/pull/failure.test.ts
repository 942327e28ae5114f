import { expect, it } from 'vitest'
import { pullFailure } from './failure.ts'
import { parseReference } from './reference.ts'

/** The engine's words, as met with Docker 29, and what is made of them. */
it.each([
  [
    'nginx:nope',
    'failed to resolve reference "docker.io/library/nginx:nope": docker.io/library/nginx:nope: not found',
    'not-found',
    'Check the name and the tag of nginx.',
  ],
  [
    'team/secret',
    "pull access denied for team/secret, repository does not exist or may require 'docker login'",
    'not-found',
    'Check the name. If the image is private, log in first: docker login',
  ],
  [
    'ghcr.io/a/b',
    'failed to authorize: failed to fetch anonymous token: 401 Unauthorized',
    'engine-failed',
    'Log in first: docker login ghcr.io',
  ],
  [
    'alpine',
    'dial tcp: lookup registry-1.docker.io: no such host',
    'engine-failed',
    'Check that this computer reaches docker.io: its network, VPN and proxy. Then pull again.',
  ],
  [
    'alpine',
    'toomanyrequests: You have reached your unauthenticated pull rate limit.',
    'engine-failed',
    'Wait a while, or log in for more: docker login',
  ],
  [
    'arm/only',
    'no matching manifest for linux/amd64 in the manifest list entries: not found',
    'not-found',
    "The image is not made for this machine's processor: look for a tag that is.",
  ],
  [
    'big',
    'write /var/lib/containerd/x: no space left on device',
    'disk-full',
    'Free some space in the engine ("berth docker system prune"), or give it a larger disk.',
  ],
  [
    '10.0.0.1:5000/a',
    'http: server gave HTTP response to HTTPS client',
    'engine-failed',
    'If you trust the network to 10.0.0.1:5000, add it to "insecure-registries" of the engine settings.',
  ],
  [
    'my.reg/a',
    'tls: failed to verify certificate: x509: certificate signed by unknown authority',
    'engine-failed',
    'The engine does not trust the certificate of my.reg: it needs the authority that signed it.',
  ],
  [
    'alpine',
    'a new kind of trouble',
    'engine-failed',
    'Look at "berth logs engine" for what the engine says about it.',
  ],
])('explains %s: %s', (text, words, code, hint) => {
  expect(pullFailure(text, parseReference(text), words)).toMatchObject({
    code,
    message: `Could not pull ${text}: ${words}`,
    hint,
  })
})

it('says something even when the engine does not', () => {
  expect(pullFailure('a', parseReference('a'), ' ').message).toBe(
    'Could not pull a: the engine does not say why',
  )
})
