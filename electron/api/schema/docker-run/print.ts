import { tidy } from '../run-tidy.ts'
import type { System } from '../run-platform.ts'
import type { RunSpec } from '../run-spec.ts'
import { flags } from './flags.ts'
import { powerShellQuoted, quoted } from './quote.ts'
import { commandWords } from './words.ts'

/** The `docker run` of a spec as groups of words: the command, each flag with its value, the image and its command. */
export function dockerRunWords(
  given: RunSpec,
  options: { create?: boolean; system?: System } = {},
): string[][] {
  const spec = tidy(given)
  const words = (text: string): readonly string[] => commandWords(text, options.system) ?? []
  // The command line has one word for the entrypoint: what else it has goes before the command.
  const [program, ...rest] = words(spec.entrypoint)
  const said = flags.flatMap((flag) => flag.print({ ...spec, entrypoint: '' }))
  return [
    ['docker', ...(options.create ? ['create'] : ['run', '-d'])],
    ...said,
    ...(program === undefined ? [] : [['--entrypoint', program]]),
    [spec.image || 'IMAGE', ...rest, ...words(spec.command)],
  ]
}

/**
 * The same as a line to paste into a shell, which for Windows containers is PowerShell; `folded` puts each flag on a line of
 * its own.
 */
export function printDockerRun(
  spec: RunSpec,
  options: { create?: boolean; folded?: boolean; system?: System } = {},
): string {
  const quote = options.system === 'windows' ? powerShellQuoted : quoted
  const groups = dockerRunWords(spec, options).map((words) => words.map(quote).join(' '))
  return groups.join(options.folded ? ` ${options.system === 'windows' ? '`' : '\\'}\n  ` : ' ')
}
