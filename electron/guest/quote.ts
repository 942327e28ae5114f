import { BerthError } from '../base/errors.ts'

/** Words that the shell reads as they stand. */
const plain = /^[A-Za-z0-9_@%+=:,./-]+$/

/**
 * A command for the guest's /bin/sh that runs exactly `argv`, whatever its words hold.
 *
 * @throws BerthError `bad-input` for a word with a NUL byte, which no argument of a program can hold
 */
export function shellCommand(argv: readonly string[]): string {
  return argv.map(quote).join(' ')
}

function quote(word: string, at: number): string {
  if (word.includes('\0')) {
    throw new BerthError('bad-input', 'A command cannot hold a NUL byte.', {
      hint: 'Leave it out, or pass it through a file.',
    })
  }
  // As first word, "a=b" would be an assignment.
  if (plain.test(word) && !(at === 0 && word.includes('='))) return word
  return `'${word.replaceAll("'", "'\\''")}'`
}
