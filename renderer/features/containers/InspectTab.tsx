import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ContainerDetail } from '../../../electron/api/schema/containers.ts'
import { useCopy } from '../../components/Copyable.tsx'
import { dockerCommand } from '../../lib/docker-command.ts'
import css from './InspectTab.module.css'
import { Inspected } from '../container/Inspected.tsx'
import type { TabProps } from '../container/tabs.tsx'

/** The engine's own answer, as `docker inspect` prints it. */
export function InspectTab({ row }: TabProps): ReactNode {
  return <Inspected row={row}>{(detail) => <Inspect detail={detail} />}</Inspected>
}

function Inspect({ detail }: { detail: ContainerDetail }): ReactNode {
  const json = JSON.stringify(detail.raw, null, 2)
  const { copied, copy } = useCopy(() => json)
  return (
    <div className={css.frame}>
      <div className={css.tools}>
        <code className="mono dim">{dockerCommand('inspect', detail.row.name)}</code>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          onClick={copy}
        >
          {copied ? 'Copied' : 'Copy JSON'}
        </Button>
      </div>
      <pre className={css.json} tabIndex={0} aria-label="Inspect answer">
        {json}
      </pre>
    </div>
  )
}
