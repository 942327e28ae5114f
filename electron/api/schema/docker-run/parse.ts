import { emptySpec, type RunSpec } from '../run-spec.ts'
import type { Flag, Note, NoteKind } from './flag.ts'
import { flags } from './flags.ts'
import { printVolume } from './mounts.ts'
import { isUnixPath, isWindowsPath } from '../run-paths.ts'
import { unfitFields, withoutUnfit, type System } from '../run-platform.ts'
import { joinWords } from './quote.ts'
import { splitWords } from './words.ts'

export interface ParsedRun {
  readonly spec: RunSpec
  /** what did not come over as it stands in the line */
  readonly notes: readonly Note[]
}

const byName = new Map(flags.flatMap((flag) => flag.names.map((name) => [name, flag] as const)))
const programs = /^(?:.*\/)?(?:docker|podman|nerdctl|berth)(?:\.exe)?$/i
/** flags before the verb that take a value */
const global = new Set([
  '--context',
  '-c',
  '--host',
  '-H',
  '--config',
  '--log-level',
  '-l',
  '--tlscacert',
  '--tlscert',
  '--tlskey',
])

/**
 * Reads a `docker run` (or `docker create`) line, as copied from a page: prompt, sudo, variables in front of it and
 * line continuations may stand there. What it cannot keep, or what containers of this `system` do not have, it names.
 */
export function parseDockerRun(line: string, system: System = 'linux'): ParsedRun {
  const spec = structuredClone(emptySpec)
  const notes: Note[] = []
  const tell = (kind: NoteKind, text: string): void => void notes.push({ kind, text })
  const split = splitLine(line, system)
  if (split.open) tell('open-quote', line.trim().slice(-40))
  for (const text of new Set(split.expansions)) tell('expansion', text)
  if (split.rest !== '') tell('more-commands', split.rest)

  const start = afterVerb(split.words)
  if (start === null) {
    tell('not-docker-run', split.words.slice(0, 3).join(' '))
    return { spec, notes }
  }
  const rest = readFlags(split.words.slice(start), spec, tell)
  const [image, ...command] = rest
  if (image === undefined) tell('no-image', '')
  // An empty --entrypoint means none, which the spec writes as an empty word.
  const whole = { ...spec, image: image ?? '', command: joinWords(command) }
  const isElsewhere = system === 'windows' ? isUnixPath : isWindowsPath
  for (const row of whole.mounts) if (isElsewhere(row.source)) tell('relative-path', `-v ${printVolume(row)}`)
  for (const { flag } of unfitFields(whole, system)) tell('unfit', flag)
  return { spec: withoutUnfit(whole, system), notes }
}

/** Whether this is such a line, and not the name of an image. */
export function isDockerRun(line: string, system: System = 'linux'): boolean {
  const { words } = splitLine(line, system)
  return words.some((word) => programs.test(word)) && afterVerb(words) !== null
}

const splitLine = (line: string, system: System): ReturnType<typeof splitWords> =>
  splitWords(line.replace(/^\s*(?:[$#>%]|(?:PS )?[A-Z]:\\[^>\n]*>)\s+/i, ''), {
    windows: system === 'windows',
  })

/** Where the flags begin: after "docker run", "docker container create" and what may stand before. */
function afterVerb(words: readonly string[]): number | null {
  let at = words.findIndex(
    (word) => !/^[A-Za-z_][A-Za-z0-9_]*=/.test(word) && word !== 'sudo' && word !== 'env',
  )
  if (at < 0) return null
  if (programs.test(words[at] ?? '')) at += 1
  if (words[at] === 'docker') at += 1
  while (words[at]?.startsWith('-')) at += global.has(words[at] ?? '') ? 2 : 1
  if (words[at] === 'container') at += 1
  return words[at] === 'run' || words[at] === 'create' ? at + 1 : null
}

/** Takes the flags as docker's own parser (spf13/pflag) does, up to the first word that is none; returns the rest. */
function readFlags(
  words: readonly string[],
  spec: RunSpec,
  tell: (kind: NoteKind, text: string) => void,
): string[] {
  const queue = [...words]
  const put = (flag: Flag, name: string, given: string | undefined): void => {
    if (flag.takes === 'nothing') {
      flag.put(spec, /^(false|0|f)$/i.test(given ?? 'true') ? 'false' : 'true', tell)
      return
    }
    const value = given ?? queue.shift()
    if (value === undefined) tell('bad-value', name)
    else flag.put(spec, name === '--entrypoint' ? entrypoint(value) : value, tell)
  }
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === '--') return queue
    if (!word.startsWith('-') || word === '-') return [word, ...queue]
    if (word.startsWith('--')) {
      const at = word.indexOf('=')
      const name = at < 0 ? word : word.slice(0, at)
      const flag = byName.get(name)
      if (flag) put(flag, name, at < 0 ? undefined : word.slice(at + 1))
      else tell('unknown-flag', word)
      continue
    }
    // A cluster: switches one after another, and at its end perhaps one with a value, with or without "=".
    for (let cluster = word.slice(1); cluster !== '';) {
      const name = `-${cluster.charAt(0)}`
      const flag = byName.get(name)
      const after = cluster.slice(1)
      if (!flag) {
        tell('unknown-flag', name)
        cluster = after
      } else if (flag.takes === 'value' || after.startsWith('=')) {
        put(flag, name, after === '' ? undefined : after.replace(/^=/, ''))
        cluster = ''
      } else {
        put(flag, name, undefined)
        cluster = after
      }
    }
  }
  return []
}

/** The command line names one program; the spec's field is a line of words. */
const entrypoint = (program: string): string => (program === '' ? "''" : joinWords([program]))
