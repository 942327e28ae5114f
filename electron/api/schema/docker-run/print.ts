import { tidy } from '../run-tidy.ts'
import type { RunSpec } from '../run-spec.ts'
import { flags } from './flags.ts'
import { commandWords, quoted } from './words.ts'

/** The `docker run` of a spec as groups of words: the command, each flag with its value, the image and its command. */
export function dockerRunWords(given: RunSpec, options: { create?: boolean } = {}): string[][] {
  const spec = tidy(given)
  // The command line has one word for the entrypoint: what else it has goes before the command.
  const [program, ...rest] = commandWords(spec.entrypoint) ?? []
  const words = flags.flatMap((flag) => flag.print({ ...spec, entrypoint: '' }))
  return [
    ['docker', ...(options.create ? ['create'] : ['run', '-d'])],
    ...words,
    ...(program === undefined ? [] : [['--entrypoint', program]]),
    [spec.image || 'IMAGE', ...rest, ...(commandWords(spec.command) ?? [])],
  ]
}

/** The same as a line to paste into a shell; `folded` puts each flag on a line of its own. */
export function printDockerRun(spec: RunSpec, options: { create?: boolean; folded?: boolean } = {}): string {
  const groups = dockerRunWords(spec, options).map((words) => words.map(quoted).join(' '))
  return groups.join(options.folded ? ' \\\n  ' : ' ')
}
