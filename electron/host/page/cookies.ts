/**
 * The session cookie (RFC 6265). Its name holds the port: cookies are shared by all ports of a host, and two homes'
 * pages must not take each other's.
 */
export function cookieName(port: number): string {
  return `berth-${port}`
}

/** No expiry: it goes when the browser ends. No `Secure`: loopback has no TLS. No `Domain`: this host name only. */
export function setCookie(name: string, secret: string): string {
  return `${name}=${secret}; Path=/; HttpOnly; SameSite=Strict`
}

/** The one value of a cookie in a `Cookie` header; null when it is missing, or there twice with different values. */
export function readCookie(header: string | undefined, name: string): string | null {
  const values = new Set<string>()
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) values.add(part.slice(at + 1).trim())
  }
  const [value] = values
  return value !== undefined && values.size === 1 ? value : null
}
