import { BerthError, type ErrorCode } from '../../base/errors.ts'
import { clip } from '../text.ts'
import { windowsAdvice } from '../windows-advice.ts'

/** What of a reference an advice names. A login has a registry only. */
interface Subject {
  readonly registry: string
  readonly name?: string
}

interface Reason {
  readonly pattern: RegExp
  readonly code: ErrorCode
  hint(of: Subject): string
}

/** Why registries fail, told by the engine's words, the narrower reasons first. */
const reasons: readonly Reason[] = [
  ...windowsAdvice.map(({ pattern, hint, code = 'engine-failed' }) => ({ pattern, code, hint: () => hint })),
  {
    pattern: /toomanyrequests|too many requests|rate limit/i,
    code: 'engine-failed',
    hint: ({ registry }) => `Wait a while, or log in for more: ${login(registry)}`,
  },
  {
    // Registries answer alike for what does not exist and for what you may not see.
    pattern: /(?:pull|push) access denied|repository does not exist/i,
    code: 'not-found',
    hint: ({ registry }) =>
      `Check the name. If it is private, or you push to it, log in first: ${login(registry)}`,
  },
  {
    pattern: /unauthorized|authentication required|no basic auth|denied|forbidden/i,
    code: 'engine-failed',
    hint: ({ registry }) => `Log in first, as somebody who may do this: ${login(registry)}`,
  },
  {
    pattern: /no matching manifest|no match for platform/i,
    code: 'not-found',
    hint: () =>
      'The image is not made for this processor: look for a tag that is, or choose another platform.',
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
      `${registry} speaks plain HTTP. If you trust it and the network to it, add "${registry}" to "insecure-registries" of the engine settings (daemon.json).`,
  },
  {
    pattern: /certificate has expired|not yet valid/i,
    code: 'engine-failed',
    hint: ({ registry }) =>
      `The certificate of ${registry} has run out (or the clock of the machine is wrong): whoever runs it has to renew it.`,
  },
  {
    pattern: /certificate is valid for|doesn't contain any IP SANs|cannot validate certificate for/i,
    code: 'engine-failed',
    hint: ({ registry }) =>
      `${registry} shows the certificate of another name: use the name that the certificate is for.`,
  },
  {
    pattern: /x509|certificate/i,
    code: 'engine-failed',
    hint: ({ registry }) =>
      `The engine does not know who signed the certificate of ${registry}. If it is a registry of your own, add "${registry}" to "insecure-registries" of the engine settings (daemon.json): it is then reached without this check.`,
  },
  {
    pattern:
      /no such host|server misbehaving|network is unreachable|no route to host|connection refused|connection reset|i\/o timeout|TLS handshake timeout|deadline exceeded|Client\.Timeout|unexpected EOF|dial tcp|50[0234] /i,
    code: 'engine-failed',
    hint: ({ registry }) =>
      `Check that ${registry} is up and that this computer reaches it: its network, VPN and proxy. Then try again.`,
  },
  {
    pattern: /tag does not exist|no such image/i,
    code: 'not-found',
    hint: () => 'The engine has no image of this name: look at the list again.',
  },
  {
    pattern: /manifest unknown|not found|name unknown/i,
    code: 'not-found',
    hint: ({ name, registry }) => `Check the name and the tag of ${name ?? registry}.`,
  },
]

/** What a failure at a registry is called: the engine's own words, and what to do about it. `doing`: "pull alpine". */
export function registryFailure(doing: string, subject: Subject, words: string): BerthError {
  const said = clip(words.trim(), 2000) || 'the engine does not say why'
  const reason = reasons.find(({ pattern }) => pattern.test(said))
  return new BerthError(reason?.code ?? 'engine-failed', `Could not ${doing}: ${said}`, {
    hint:
      reason?.hint(subject) ??
      'See in the engine\'s own log what it says about it ("berth logs engine" for Berth\'s).',
  })
}

/** Docker Hub is what "docker login" means without a name. */
const login = (registry: string): string =>
  `under Images, Registries, or by docker login ${registry === 'docker.io' ? '' : registry}`.trim()
