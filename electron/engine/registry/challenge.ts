/** How a registry wants to be asked: RFC 6750 and RFC 7617, as registries use them. */
export type Challenge =
  | { readonly scheme: 'basic' }
  | {
      readonly scheme: 'bearer'
      readonly realm: URL
      readonly service: string | null
      readonly scope: string | null
    }

/** Reads `WWW-Authenticate`; null for what is neither of the two. */
export function parseChallenge(header: string | undefined): Challenge | null {
  const [, scheme = '', rest = ''] = /^\s*([A-Za-z]+)\s*(.*)$/s.exec(header ?? '') ?? []
  if (scheme.toLowerCase() === 'basic') return { scheme: 'basic' }
  if (scheme.toLowerCase() !== 'bearer') return null
  const values = new Map<string, string>()
  for (const [, name = '', quoted, plain] of rest.matchAll(
    /([a-z_]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))/gi,
  ))
    values.set(name.toLowerCase(), quoted?.replaceAll(/\\(.)/g, '$1') ?? plain ?? '')
  const realm = URL.parse(values.get('realm') ?? '')
  if (!realm || !/^https?:$/.test(realm.protocol)) return null
  return {
    scheme: 'bearer',
    realm,
    service: values.get('service') ?? null,
    scope: values.get('scope') ?? null,
  }
}
