import { withoutUser } from './urls.ts'

export const removed = '[removed]'

/** Words in the name of what must not be told. */
const secretWords =
  'token|passw(?:or)?d|passwd|passphrase|secret|credential|cookie|authorization|auths?|api[-_]?key|private[-_]?key|access[-_]?key|identitytoken|registrytoken'

/** A name that stands for a secret, as a whole or as a part: `githubToken`, `DB_PASSWORD`, `auth`. */
export const isSecretName = (name: string): boolean =>
  new RegExp(`(?:${secretWords})`, 'i').test(name) || /(?:^|[_-])(?:key|pwd|pass)$/i.test(name)

/** What is a secret by its own form, wherever it stands. */
const forms: readonly RegExp[] = [
  // keys and certificates, whole or cut off, also with their line breaks written as \n
  /-----BEGIN [A-Z0-9 ]+-----[\s\S]*?(?:-----END [A-Z0-9 ]+-----|$)/g,
  // JSON Web Tokens
  /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g,
  // what registries, forges and clouds call their tokens
  /\b(?:gh[pousr]_|github_pat_|glpat-|dckr_(?:pat|oat)_|npm_|xox[abprs]-|sk-|AKIA|ASIA|AIza|hf_)[\w-]{8,}/g,
]

/**
 * A text of logs or command lines without what is or may be a secret: tokens and keys, what stands behind a secret's name,
 * who URLs log in as, and the values of environment variables.
 */
export function redactText(text: string): string {
  const named = `["']?[\\w.-]*(?:${secretWords})[\\w.-]*["']?`
  let out = text
  for (const form of forms) out = out.replaceAll(form, removed)
  out = withoutUser(out)
  // Authorization: Bearer abc, and the same in JSON; the word before the credential is no secret
  out = out.replaceAll(/\b(Bearer|Basic|Digest|Negotiate)\s+[\w+/=.~-]{6,}/gi, `$1 ${removed}`)
  // "Env": ["A=b", …] of containers
  out = out.replaceAll(/(["']?Env["']?\s*[:=]\s*\[)[^\]]*(\]|$)/gi, `$1${removed}$2`)
  // -e NAME=value, --env, --build-arg, --secret and NAME=value by itself
  out = out.replaceAll(
    /(\s(?:-e|--env|--build-arg|--secret)[ =]["']?[\w.-]+=)(?:"[^"\n]*"|'[^'\n]*'|[^\s,]+)/g,
    `$1${removed}`,
  )
  out = out.replaceAll(
    /(\b[A-Z][A-Z0-9_]{2,}=)(?:\\"[^"\n]*\\"|"[^"\n]*"|'[^'\n]*'|[^\s,"'\\\]]+)/g,
    `$1${removed}`,
  )
  // name: value and name=value, in JSON, logfmt and YAML
  out = out.replaceAll(
    new RegExp(
      `(${named}\\s*[:=]\\s*)(?!\\[removed\\]|(?:Bearer|Basic|Digest|Negotiate) )(?:\\\\"(?:[^"\\\\]|\\\\[^"])*\\\\"|"(?:[^"\\\\\\n]|\\\\.)*"|'[^'\\n]*'|[^\\s,;&}\\])"']+)`,
      'gi',
    ),
    `$1"${removed}"`,
  )
  return out
}

/** A text without these very values, wherever they stand: a second net under the first. */
export function withoutValues(text: string, values: readonly string[]): string {
  // The longest first: one may be a part of another.
  const known = [...new Set(values)].filter((value) => value.length >= 6).sort((a, b) => b.length - a.length)
  return known.reduce((out, value) => out.replaceAll(value, removed), text)
}
