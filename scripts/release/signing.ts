/** Which signatures the environment has the means for. */
export interface Signing {
  readonly mac: boolean
  readonly windows: boolean
  readonly notarise: boolean
  /** one line for each that is left out */
  readonly left: readonly string[]
}

/**
 * Looks for what electron-builder signs with: CSC_LINK (macOS), WIN_CSC_LINK or CSC_LINK (Windows), and for the notary one of
 * Apple's three ways to log in. What is missing is left out with a line; a release without a signature is never made silently.
 */
export function signingOf(env: NodeJS.ProcessEnv): Signing {
  const has = (...names: string[]): boolean => names.every((name) => Boolean(env[name]))
  const mac = has('CSC_LINK') || has('CSC_NAME')
  const windows = has('WIN_CSC_LINK') || has('CSC_LINK')
  const notary =
    has('APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER') ||
    has('APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID') ||
    has('APPLE_KEYCHAIN_PROFILE')
  const notarise = mac && notary
  const left = [
    ...(mac
      ? []
      : [
          'macOS: not signed (CSC_LINK or CSC_NAME is not set); Gatekeeper will refuse it on other computers.',
        ]),
    ...(notarise
      ? []
      : ['macOS: not notarised (APPLE_API_KEY…, APPLE_ID… or APPLE_KEYCHAIN_PROFILE is not set).']),
    ...(windows ? [] : ['Windows: not signed (WIN_CSC_LINK is not set); SmartScreen will warn of it.']),
  ]
  return { mac, windows, notarise, left }
}

export function notarisingOf(env: NodeJS.ProcessEnv): boolean {
  return signingOf(env).notarise
}

/** What packages name as the project's page: `BERTH_HOMEPAGE`, or the repository that the workflow runs in. */
export function homepageOf(env: NodeJS.ProcessEnv): string {
  const repository = env['GITHUB_REPOSITORY']
  return env['BERTH_HOMEPAGE'] ?? (repository ? `https://github.com/${repository}` : 'https://berth.invalid/')
}

/** Where a package looks for its successors, as electron-builder and electron-updater understand it. */
export type Publishing =
  | { readonly provider: 'generic'; readonly url: string }
  | {
      readonly provider: 'github'
      readonly owner: string
      readonly repo: string
      readonly releaseType: 'draft'
    }

/**
 * Where updates are looked for: `BERTH_UPDATE_URL`, any web server with the release's files; or the releases of the GitHub
 * repository that the workflow runs in. Without either, the package has no updater.
 */
export function publishingOf(env: NodeJS.ProcessEnv): Publishing | null {
  if (env['BERTH_UPDATE_URL']) return { provider: 'generic', url: env['BERTH_UPDATE_URL'] }
  const [owner, repo] = (env['GITHUB_REPOSITORY'] ?? '').split('/')
  return owner && repo ? { provider: 'github', owner, repo, releaseType: 'draft' } : null
}
