import { windowsContext } from '../docker-context.ts'
import { command, ok, warning, type Finding } from './finding.ts'

export interface EnginesFacts {
  /** what DOCKER_HOST and DOCKER_CONTEXT say, where they are set */
  readonly dockerHost: string | null
  readonly dockerContext: string | null
  /** the user's current docker context; null when docker could not be asked */
  readonly current: string | null
  /** where the context "berth" leads: here, to another home, nowhere yet */
  readonly berth: 'here' | 'elsewhere' | 'none'
  /** docker's own default socket, and who answers there */
  readonly defaultSocket: string
  readonly atDefault: 'nobody' | 'other' | 'berth'
}

const use = {
  kind: 'action',
  action: 'use-context',
  command: 'docker context use berth',
} as const

/** Whom the docker command talks to: Berth's engine, or another one of this computer. */
export function judgeEngines(facts: EnginesFacts): Finding {
  const { dockerHost, dockerContext, current, berth, atDefault } = facts
  if (dockerHost !== null)
    return warning(
      `DOCKER_HOST is set (${dockerHost}): docker talks to that engine, whatever its context.`,
      'Take it out of your shell’s profile.',
      command('unset DOCKER_HOST'),
    )
  if (dockerContext !== null && dockerContext !== 'berth')
    return warning(
      `DOCKER_CONTEXT is set to "${dockerContext}": docker talks to that engine.`,
      'Take it out of your shell’s profile.',
      command('unset DOCKER_CONTEXT'),
    )
  if (current === null)
    return warning(
      'Docker’s contexts could not be read.',
      'The engine can be reached by "berth docker" all the same.',
    )
  const other = atDefault === 'other' ? `Another engine answers at ${facts.defaultSocket}` : null
  if (berth === 'elsewhere')
    return warning(
      'The docker context "berth" leads to another Berth home.',
      'Whichever home starts last gets it; "berth docker" always leads here.',
    )
  if (berth === 'none')
    return other === null
      ? ok('No other engine answers; the docker context "berth" is made at the first start.')
      : warning(
          `${other}. Berth leaves it alone: docker goes on talking to it until you choose Berth’s context.`,
          'The context "berth" is made at the first start.',
        )
  if (current === 'berth' || (current === 'default' && atDefault === 'berth'))
    return ok('The docker command talks to Berth’s engine.')
  if (current === windowsContext)
    return ok('The docker command talks to the engine for Windows containers, as the page was switched.')
  return warning(
    other !== null && current === 'default'
      ? `${other}, and docker talks to it.`
      : `The current docker context is "${current}": docker does not talk to Berth’s engine.`,
    'Make Berth’s context the current one, or use "berth docker".',
    use,
  )
}
