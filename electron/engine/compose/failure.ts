import { BerthError, type ErrorCode } from '../../base/errors.ts'
import { clip } from '../text.ts'
import { unsharedFolder, unsharedHint } from '../unshared.ts'

interface Advice {
  readonly when: RegExp
  readonly code: ErrorCode
  readonly hint: string
  /** compose's words where they are no sentence yet */
  readonly say?: string
}

/** What compose 5.6 and the engine say of the things that go wrong most, and what helps. `$1` is the first group. */
const advices: readonly Advice[] = [
  {
    when: /^validating [^:]*: ([^ ]+) false schema$/,
    code: 'bad-input',
    say: 'compose knows no field “$1”.',
    hint: 'Look for a slip in its name or its indentation.',
  },
  {
    when: /^validating [^:]*: additional properties '([^']+)'.* not allowed$/,
    code: 'bad-input',
    say: 'compose knows no field “$1”.',
    hint: 'Look for a slip in its name or its indentation.',
  },
  {
    when: /^validating [^:]*: (.+)$/,
    code: 'bad-input',
    say: '$1.',
    hint: 'Correct that place in the compose file.',
  },
  {
    when: /yaml.*(?:at L(\d+)|line (\d+))/i,
    code: 'bad-input',
    hint: 'Correct line $1$2 of the compose file, or the line before it.',
  },
  {
    when: /^env file (.+) not found/,
    code: 'not-found',
    say: 'there is no environment file $1.',
    hint: 'Make that file, or take it out of “env_file” or of the project’s environment files.',
  },
  {
    when: /required variable (\S+) is missing a value/,
    code: 'bad-input',
    hint: 'Set $1 in the project’s environment file (.env).',
  },
  { when: unsharedFolder, code: 'engine-failed', hint: unsharedHint },
  {
    when: /port is already allocated|address already in use|ports are not available/i,
    code: 'conflict',
    hint: 'Another container or program has this port: stop that one, or change “ports” in the compose file.',
  },
  {
    when: /container name "\/?([^"]+)" is already in use/i,
    code: 'conflict',
    hint: 'Remove or rename the container $1, or take its “container_name” out of the compose file.',
  },
  {
    when: /pull access denied|requested access to the resource is denied|unauthorized|authentication required/i,
    code: 'not-found',
    hint: 'Check the name of the image; if it is private, log in to its registry first.',
  },
  {
    when: /manifest unknown|manifest for .* not found|not found: manifest|failed to resolve reference .*: not found/i,
    code: 'not-found',
    hint: 'The registry has no such image or tag: check “image” in the compose file.',
  },
  {
    when: /failed to resolve reference|failed to do request|no such host|connection refused|i\/o timeout/i,
    code: 'engine-failed',
    hint: 'The registry could not be reached: check the name of the image, and the network of the machine.',
  },
  {
    when: /unable to prepare context|failed to read dockerfile/i,
    code: 'not-found',
    hint: 'Check “build” in the compose file: its paths are relative to the project’s folder.',
  },
  {
    when: /undefined (volume|network|service|secret|config) "?([\w.-]+)"?/,
    code: 'bad-input',
    hint: 'Name the $1 $2 in the compose file, or correct the reference to it.',
  },
  { when: /no such service: (\S+)/, code: 'not-found', hint: 'The compose file has no service $1 any more.' },
  {
    when: /no container found for project/,
    code: 'not-found',
    hint: 'It has no containers yet: bring it up first.',
  },
  {
    when: /executable file not found|no such file or directory: unknown/i,
    code: 'engine-failed',
    hint: 'The image does not have this program: check “command” and “entrypoint” in the compose file.',
  },
  {
    when: /no space left on device/i,
    code: 'engine-failed',
    hint: 'Free some space in the engine, or give it a larger disk.',
  },
  {
    when: /is unhealthy|didn't complete successfully|dependency failed to start/,
    code: 'engine-failed',
    hint: 'Look at that container’s log: what depends on it was not started.',
  },
  {
    when: /external|could not be found/,
    code: 'not-found',
    hint: 'What is marked “external” must be there before: create it first.',
  },
]

/** A failure of compose's as a sentence: what was done ("bring up shop"), compose's own words, and what helps. */
export function composeFailure(doing: string, said: string): BerthError {
  const words = said
    .replaceAll(/^Error response from daemon: /gm, '')
    .replaceAll(/: invalid compose project$/gm, '')
    .trim()
  for (const { when, code, hint, say } of advices) {
    const match = when.exec(words)
    if (!match) continue
    const fill = (text: string): string => text.replaceAll(/\$(\d)/g, (_, at) => match[Number(at)] ?? '')
    return new BerthError(code, `Could not ${doing}: ${clip(say ? fill(say) : words, 4000)}`, {
      hint: fill(hint),
      cause: new Error(said),
    })
  }
  return new BerthError(
    'engine-failed',
    `Could not ${doing}: ${clip(words, 4000) || 'compose gave no reason.'}`,
    {
      hint: 'These are compose’s own words; its output on the project’s page may say more.',
      cause: new Error(said),
    },
  )
}
