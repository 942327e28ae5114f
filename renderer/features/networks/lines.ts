import { t } from '../../i18n/index.ts'

/** `name=value` lines as a record; an empty line is none. `error` names the first line that is wrong. */
export function parseLines(text: string): { words: Record<string, string>; error: string | null } {
  const words: Record<string, string> = {}
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const [, name, value] = /^\s*([^=\s][^=]*?)\s*(?:=(.*))?$/.exec(line) ?? []
    if (name === undefined) return { words, error: t('networks:create.lineWrong', { line: at + 1 }) }
    words[name] = value?.trim() ?? ''
  }
  return { words, error: null }
}
