import {
  cleanUpKinds,
  type Candidate,
  type CleanUpChoice,
  type CleanUpKind,
} from '../../../electron/api/schema/clean-up.ts'
import { dockerCommand } from '../../lib/docker-command.ts'
import { shortId } from '../../lib/format.ts'

/**
 * The docker commands that do the same: the engine's own prune where all of a choice goes, else each object by its name.
 * `chosen` is what the choice takes, `going` what is not left out of it, `kept` how many their label spares.
 */
export function cleanUpCommands(
  chosen: readonly Candidate[],
  going: readonly Candidate[],
  choice: CleanUpChoice,
  kept: number,
): string[] {
  const spare = kept > 0 ? ['--filter', 'label!=berth.keep'] : []
  return cleanUpKinds.flatMap((kind) => {
    const of = going.filter((one) => one.kind === kind)
    if (of.length === 0) return []
    const whole = of.length === chosen.filter((one) => one.kind === kind).length
    return [whole ? prune(kind, choice, spare, of) : removal(kind, of, choice)]
  })
}

function prune(
  kind: CleanUpKind,
  choice: CleanUpChoice,
  spare: readonly string[],
  of: readonly Candidate[],
): string {
  switch (kind) {
    case 'containers':
      return dockerCommand('container', 'prune', ...spare)
    case 'networks':
      // The engine's prune would also take the networks of stopped containers.
      return removal(kind, of, choice)
    case 'volumes':
      return dockerCommand('volume', 'prune', ...(choice.volumes === 'all' ? ['--all'] : []), ...spare)
    case 'images':
      return dockerCommand('image', 'prune', ...(choice.images === 'all' ? ['--all'] : []), ...spare)
    case 'cache':
      return dockerCommand(
        ...['builder', 'prune', ...(choice.cache === 'all' ? ['--all'] : [])],
        ...(choice.cacheUnusedHours === null ? [] : ['--filter', `until=${choice.cacheUnusedHours}h`]),
      )
  }
}

function removal(kind: CleanUpKind, of: readonly Candidate[], choice: CleanUpChoice): string {
  switch (kind) {
    case 'containers':
      return dockerCommand('rm', ...of.map(({ name }) => name))
    case 'networks':
      return dockerCommand('network', 'rm', ...of.map(({ name }) => name))
    case 'volumes':
      return dockerCommand('volume', 'rm', ...of.map(({ id }) => id))
    case 'images':
      return dockerCommand(
        'image',
        'rm',
        ...of.flatMap(({ id, tags }) => (tags.length > 0 ? tags : [shortId(id)])),
      )
    case 'cache':
      return dockerCommand(
        ...['builder', 'prune', ...(choice.cache === 'all' ? ['--all'] : [])],
        ...['--filter', `id="^(${of.map(({ id }) => id).join('|')})$"`],
      )
  }
}
