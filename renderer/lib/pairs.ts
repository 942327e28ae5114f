import { t } from '../i18n/index.ts'

/** `name=value` lines as pairs; a name alone has no value, an empty line is none. `error` tells which line is wrong. */
export function parsePairs(text: string): { pairs: Record<string, string>; error: string | null } {
  const pairs: Record<string, string> = {}
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const [, name, value] = /^\s*([^=\s][^=]*?)\s*(?:=(.*))?$/.exec(line) ?? []
    if (name === undefined) return { pairs, error: t('components:lineWrong', { line: at + 1 }) }
    pairs[name] = value?.trim() ?? ''
  }
  return { pairs, error: null }
}

/** The same as flags of a docker command. */
export const pairFlags = (flag: string, pairs: Readonly<Record<string, string>>): string[] =>
  Object.entries(pairs).flatMap(([name, value]) => [flag, value === '' ? name : `${name}=${value}`])
