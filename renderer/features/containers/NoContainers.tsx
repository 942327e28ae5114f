import type { ReactNode } from 'react'
import { useMachine } from '../../client/context.ts'
import { EmptyPage } from '../../components/EmptyPage.tsx'
import { duration } from '../../lib/format.ts'
import { PullButton } from '../images/PullImage.tsx'
import { firstCommands } from './first-commands.ts'

/** The end of the first minutes: an engine that answers, and a first container to run on it. */
export function NoContainers(): ReactNode {
  const machine = useMachine()
  const start = machine?.status.lastStart
  const { version } = machine?.status.engine ?? {}
  const intro = [
    version ? `Docker Engine ${version} answers` : 'The engine answers',
    start
      ? `, ${duration(start.ms)} after it was asked to ${start.kind === 'cold' ? 'start' : 'resume'}`
      : '',
    '. Run a container and it shows up here.',
  ].join('')
  return (
    <EmptyPage
      title="No containers yet"
      intro={intro}
      steps={[
        { what: 'Run a first container', command: firstCommands.hello },
        { what: 'Run a server, and open its log and a shell in it from here', command: firstCommands.server },
        {
          what: 'Pull an image for later',
          command: firstCommands.pull,
          button: <PullButton variant="default" />,
        },
      ]}
    />
  )
}
