import { expect, it } from 'vitest'
import { registryFailure } from './failure.ts'
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
    'Check the name. If it is private, or you push to it, log in first: under Images, Registries, or by docker login',
  ],
  [
    'ghcr.io/a/b',
    'failed to authorize: failed to fetch anonymous token: 401 Unauthorized',
    'engine-failed',
    'Log in first, as somebody who may do this: under Images, Registries, or by docker login ghcr.io',
  ],
  [
    'alpine',
    'dial tcp: lookup registry-1.docker.io: no such host',
    'engine-failed',
    'Check that docker.io is up and that this computer reaches it: its network, VPN and proxy. Then try again.',
  ],
  [
    'alpine',
    'toomanyrequests: You have reached your unauthenticated pull rate limit.',
    'engine-failed',
    'Wait a while, or log in for more: under Images, Registries, or by docker login',
  ],
  [
    'arm/only',
    'no matching manifest for linux/amd64 in the manifest list entries: not found',
    'not-found',
    'The image is not made for this processor: look for a tag that is, or choose another platform.',
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
    '10.0.0.1:5000 speaks plain HTTP. If you trust it and the network to it, add "10.0.0.1:5000" to "insecure-registries" of the engine settings (daemon.json).',
  ],
  [
    'my.reg/a',
    'tls: failed to verify certificate: x509: certificate signed by unknown authority',
    'engine-failed',
    'The engine does not know who signed the certificate of my.reg. If it is a registry of your own, add "my.reg" to "insecure-registries" of the engine settings (daemon.json): it is then reached without this check.',
  ],
  [
    'my.reg/a',
    'tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time …',
    'engine-failed',
    'The certificate of my.reg has run out (or the clock of the machine is wrong): whoever runs it has to renew it.',
  ],
  [
    'my.reg/a',
    'tls: failed to verify certificate: x509: certificate is valid for reg.my, not my.reg',
    'engine-failed',
    'my.reg shows the certificate of another name: use the name that the certificate is for.',
  ],
  [
    'my.reg/a',
    'push access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials',
    'not-found',
    'Check the name. If it is private, or you push to it, log in first: under Images, Registries, or by docker login my.reg',
  ],
  [
    'alpine',
    'a new kind of trouble',
    'engine-failed',
    'See in the engine\'s own log what it says about it ("berth logs engine" for Berth\'s).',
  ],
])('explains %s: %s', (text, words, code, hint) => {
  expect(registryFailure(`pull ${text}`, parseReference(text), words)).toMatchObject({
    code,
    message: `Could not pull ${text}: ${words}`,
    hint,
  })
})

it('says something even when the engine does not', () => {
  expect(registryFailure('pull a', parseReference('a'), ' ').message).toBe(
    'Could not pull a: the engine does not say why',
  )
})
