/** Parts of a name that say by themselves what is in it. */
const telling = /passw(or)?d|passphrase|secret|token|credential|api_?key|private_?key/i

/** Words of a name that tell only when they stand alone: not in KEYBOARD, AUTHOR or PINGS. */
const words = new Set(['pass', 'pwd', 'key', 'keys', 'auth', 'dsn', 'salt', 'pin', 'dbpass', 'cookie'])

/** A URL that carries a password: "postgres://user:word@host/". */
const urlWithPassword = /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i

/** True for a variable whose value people would not want on a shared screen. */
export function looksSecret(name: string, value: string): boolean {
  if (value === '') return false
  if (telling.test(name) || urlWithPassword.test(value)) return true
  const parts = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
  return parts.some((part) => words.has(part))
}
