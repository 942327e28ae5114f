import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useBerth } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { actOnMachine } from '../machine/machine-actions.tsx'

/** What the running machine does not have yet, with the button that gives it to it. */
export function RestartNotice({ message }: { message: string }): ReactNode {
  const berth = useBerth()
  const connected = useStore(berth.connection).kind === 'open'
  return (
    <Notice
      kind="info"
      message={message}
      actions={
        <Button
          size="compact-sm"
          variant="default"
          disabled={!connected}
          onClick={() => void actOnMachine(berth, 'restart')}
        >
          {t('machine:settings.restart')}
        </Button>
      }
    />
  )
}
