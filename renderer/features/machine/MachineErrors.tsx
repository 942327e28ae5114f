import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useRef, type ReactNode } from 'react'
import type { MachineView } from '../../../electron/api/schema/status.ts'
import { useBerth } from '../../client/context.ts'
import { useCopy } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { stepName } from './words.ts'
import { report } from './report.ts'

/** What is wrong with the machine, each as a sentence with what to do. */
export function MachineErrors({ view }: { view: MachineView }): ReactNode {
  return view.status.errors.map((error) => (
    <Notice
      key={`${error.step} ${error.message}`}
      kind="error"
      message={error.step ? `${stepName(error.step)}: ${error.message}` : error.message}
      hint={error.hint}
    />
  ))
}

/** Copies what one would send with a question: state, steps, errors, the end of the machine's log. */
export function CopyReport({ view }: { view: MachineView }): ReactNode {
  const { client } = useBerth()
  const text = useRef('')
  const { copied, copy } = useCopy(() => text.current)
  const onClick = async (): Promise<void> => {
    try {
      text.current = report(view, await client.host.info.query(), await lastLines(client))
      copy()
    } catch (thrown) {
      tellError(thrown)
    }
  }
  return (
    <Button
      variant="default"
      leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
      onClick={() => void onClick()}
    >
      {t(copied ? 'machine:report.copied' : 'machine:report.copy')}
    </Button>
  )
}

type Client = ReturnType<typeof useBerth>['client']

function lastLines(client: Client): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const lines: string[] = []
    client.host.logs.subscribe(
      { log: 'machine', lines: 200, follow: false },
      {
        onData: (batch: string[]) => lines.push(...batch),
        onError: reject,
        onComplete: () => resolve(lines),
      },
    )
  })
}
