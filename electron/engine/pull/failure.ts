import { BerthError, type ErrorCode } from '../../base/errors.ts'
import { clip } from '../text.ts'
import type { ImageReference } from './reference.ts'

interface Reason {
  readonly pattern: RegExp
  readonly code: ErrorCode
  hint(of: ImageReference): string
}

/** Why pulls fail, told by the engine's words, the narrower reasons first. */
const reasons: readonly Reason[] = [
  {
    pattern: /toomanyrequests|too many requests|rate limit/i,
    code: 'engine-failed',
    hint: ({ registry }) => `Wait a while, or log in for more: docker login ${loginName(registry)}`.trim(),
  },
  {
    // Registries answer alike for what does not exist and for what you may not see.
    pattern: /pull access denied|repository does not exist/i,
    code: 'not-found',
    hint: ({ registry }) =>
      `Check the name. If the image is private, log in first: docker login ${loginName(registry)}`.trim(),
  },
  {
    pattern: /unauthorized|authentication required|no basic auth|denied|forbidden/i,
    code: 'engine-failed',
    hint: ({ registry }) => `Log in first: docker login ${loginName(registry)}`.trim(),
  },
  {
    pattern: /no matching manifest/i,
    code: 'not-found',
    hint: () => "The image is not made for this machine's processor: look for a tag that is.",
  },
  {
    pattern: /no space left on device/i,
    code: 'disk-full',
    hint: () => 'Free some space in the engine ("berth docker system prune"), or give it a larger disk.',
  },
  {
    pattern: /server gave HTTP response to HTTPS client/i,
    code: 'engine-failed',
    hint: ({ registry }) =>
      `If you trust the network to ${registry}, add it to "insecure-registries" of the engine settings.`,
  },
  {
    pattern: /x509|certificate/i,
    code: 'engine-failed',
    hint: ({ registry }) =>
      `The engine does not trust the certificate of ${registry}: it needs the authority that signed it.`,
  },
  {
    pattern:
      /no such host|server misbehaving|network is unreachable|no route to host|connection refused|connection reset|i\/o timeout|TLS handshake timeout|deadline exceeded|Client\.Timeout|unexpected EOF|dial tcp/i,
    code: 'engine-failed',
    hint: ({ registry }) =>
      `Check that this computer reaches ${registry}: its network, VPN and proxy. Then pull again.`,
  },
  {
    pattern: /manifest unknown|not found|name unknown/i,
    code: 'not-found',
    hint: ({ name }) => `Check the name and the tag of ${name}.`,
  },
]

/** What a failed pull is called: the engine's own words, and what to do about it. */
export function pullFailure(text: string, reference: ImageReference, words: string): BerthError {
  const said = clip(words.trim(), 2000) || 'the engine does not say why'
  const reason = reasons.find(({ pattern }) => pattern.test(said))
  return new BerthError(reason?.code ?? 'engine-failed', `Could not pull ${text}: ${said}`, {
    hint: reason?.hint(reference) ?? 'Look at "berth logs engine" for what the engine says about it.',
  })
}

/** Docker Hub is what "docker login" means without a name. */
function loginName(registry: string): string {
  return registry === 'docker.io' ? '' : registry
}
