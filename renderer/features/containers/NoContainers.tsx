import type { ReactNode } from 'react'
import { useMachine } from '../../client/context.ts'
import { EmptyPage } from '../../components/EmptyPage.tsx'
import { t } from '../../i18n/index.ts'
import { duration } from '../../lib/format.ts'
import { useElsewhere } from '../engines/use-engine.ts'
import { PullButton } from '../images/PullImage.tsx'
import { firstCommands } from './first-commands.ts'
import { RunContainerButton } from './RunContainer.tsx'

/** The end of the first minutes: an engine that answers, and a first container to run on it. */
export function NoContainers(): ReactNode {
  const machine = useMachine()
  const elsewhere = useElsewhere()
  const start = elsewhere ? null : machine?.status.lastStart
  const { version } = elsewhere ? elsewhere.state : (machine?.status.engine ?? {})
  const answers = version ? t('containers:empty.version', { version }) : t('containers:empty.answers')
  const intro = start
    ? t(`containers:empty.${start.kind === 'cold' ? 'afterStart' : 'afterResume'}`, {
        answers,
        time: duration(start.ms),
      })
    : t('containers:empty.plain', { answers })
  return (
    <EmptyPage
      title={t('containers:empty.title')}
      intro={intro}
      steps={[
        {
          what: t('containers:empty.hello'),
          command: firstCommands.hello(),
          button: <RunContainerButton variant="default" />,
        },
        { what: t('containers:empty.server'), command: firstCommands.server() },
        {
          what: t('containers:empty.pull'),
          command: firstCommands.pull(),
          button: <PullButton variant="default" />,
        },
      ]}
    />
  )
}
