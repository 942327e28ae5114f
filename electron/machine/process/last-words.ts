import { readFile } from 'node:fs/promises'
import { BerthError } from '../../base/errors.ts'
import type { Ending } from './process.ts'

/** A program that runs machines, as far as its end is to be explained. */
export interface Program {
  /** "QEMU" */
  readonly name: string
  /** What a line of its log says, without name, time and the like; null for a line that explains nothing. */
  readonly said: (line: string) => string | null
  /** what its last words are like when the guest powered itself off, where nothing else tells */
  readonly inOrder?: RegExp
  /** what its words mean for its user */
  readonly meanings: readonly Meaning[]
}

export interface Meaning {
  readonly pattern: RegExp
  readonly code: 'hypervisor-failed' | 'conflict'
  readonly message: string
  readonly hint: string
}

/** The end of what the program wrote to its log. */
export async function lastWords({ said }: Program, log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '')
  const lines = text.split('\n').flatMap((line) => said(line)?.trim() || [])
  return lines.slice(-3).join(' ').slice(-500)
}

/** "QEMU ended with exit code 1. It said: …" */
export function endedSo({ name }: Program, ending: Ending, words: string): string {
  return `${name} ended ${howItEnded(ending)}.${words === '' ? '' : ` It said: ${words}`}`
}

/** "with exit code 1", "by signal SIGKILL": how it ended, as the end of a sentence. */
export function howItEnded(ending: Ending): string {
  if (ending.signal) return `by signal ${ending.signal}`
  return ending.code === null ? 'for a reason not known' : `with exit code ${ending.code}`
}

/** Why a program that ended before its machine could be used did so. */
export function earlyEnd({ name, meanings }: Program, ending: Ending, words: string): BerthError {
  const known = meanings.find(({ pattern }) => pattern.test(words))
  const said = words === '' ? '' : ` ${name} said: ${words}`
  if (known) return new BerthError(known.code, `${known.message}${said}`, { hint: known.hint })
  return new BerthError('hypervisor-failed', `${name} ended at once ${howItEnded(ending)}.${said}`, {
    hint: `Look at machine/hypervisor.log in the Berth folder for all that ${name} said.`,
  })
}
