import { composeCommand, composeSubject, filesOf } from '../../api/schema/compose-command.ts'
import type { ComposeAction, ComposeFiles } from '../../api/schema/compose.ts'
import type { Docker } from '../docker.ts'
import type { Tell } from '../jobs/jobs.ts'
import { composeFailure } from './failure.ts'
import type { ComposeOutputs } from './output.ts'
import { ComposeProgress, type SaidLine } from './progress.ts'

/**
 * Where a command by a project's name alone is run: compose takes up the files of the folder it is in, or of one above
 * it, and there must be none.
 */
const nowhere = '/'

/** Runs an action; what compose says goes to the project's output as it comes. Rejects in compose's own words. */
export async function runAction(
  docker: Docker,
  outputs: ComposeOutputs,
  { project, source, action }: { project: string; source: ComposeFiles | null; action: ComposeAction },
  signal: AbortSignal,
  tell: Tell,
): Promise<void> {
  const words = composeCommand(project, source, action)
  const doing = composeSubject(project, action)
  const say = (lines: readonly SaidLine[]): void => {
    outputs.say(project, lines)
    const last = lines.at(-1)
    if (last) tell({ line: last.text })
  }
  outputs.say(project, [{ kind: 'command', text: `docker ${words.map(quoted).join(' ')}` }])
  const progress = new ComposeProgress()
  try {
    const { code, lastWords } = await docker.run(machineReadable(words), {
      signal,
      cwd: words.includes('-f') ? (source?.dir ?? nowhere) : nowhere,
      onLines: (lines) => {
        say(lines.flatMap(({ text }) => progress.push(text)))
        if (progress.bytes) tell({ bytes: progress.bytes })
      },
    })
    if (code !== 0) throw composeFailure(doing, progress.error ?? lastWords.join('\n'))
    outputs.say(project, [{ kind: 'end', text: 'Done.' }])
  } catch (thrown) {
    outputs.say(project, [{ kind: 'end', text: signal.aborted ? 'Cancelled.' : 'Failed.' }])
    throw thrown
  }
}

export interface Answer {
  readonly text: string
  readonly warnings: string[]
}

/**
 * What compose answers to a question about files. `instead` puts another file in the place of one of them, for a text
 * that is not saved yet. `failed` makes the error of compose's words.
 */
export async function askFiles(
  docker: Docker,
  source: ComposeFiles,
  words: readonly string[],
  options: { signal: AbortSignal; failed: (said: string) => Error; instead?: { file: string; by: string } },
): Promise<Answer> {
  const { signal, failed, instead } = options
  const files = source.files.map((file) => (file === instead?.file ? instead.by : file))
  const progress = new ComposeProgress()
  const warnings: string[] = []
  let text = ''
  const { code, lastWords } = await docker.run(
    machineReadable(['compose', ...filesOf({ ...source, files }), ...words]),
    {
      signal,
      cwd: source.dir,
      onLines: (lines) => {
        for (const line of lines)
          if (line.stream === 'stdout') text += `${line.text}\n`
          else
            for (const said of progress.push(line.text)) if (said.kind === 'warning') warnings.push(said.text)
      },
    },
  )
  const plain = (said: string): string => (instead ? said.replaceAll(instead.by, instead.file) : said)
  if (code !== 0) throw failed(plain(progress.error ?? lastWords.join('\n')))
  return { text, warnings: warnings.map(plain) }
}

/** The same command, saying what it does in JSON. */
const machineReadable = ([compose = 'compose', ...rest]: readonly string[]): string[] => [
  compose,
  '--progress',
  'json',
  ...rest,
]

/** A word as a shell reads it back. */
const quoted = (word: string): string =>
  /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
