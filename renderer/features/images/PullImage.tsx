import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useIsLive } from '../../client/context.ts'
import { t } from '../../i18n/index.ts'
import { openPull } from './dialogs.ts'

export { openPull } from './dialogs.ts'

export function PullButton({ variant = 'filled' }: { variant?: 'filled' | 'default' }): ReactNode {
  const live = useIsLive()
  return (
    <Button
      variant={variant}
      disabled={!live}
      leftSection={<IconDownload size={14} />}
      onClick={() => openPull()}
    >
      {t('images:pull.button')}
    </Button>
  )
}
