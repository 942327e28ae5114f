import { Button } from '@mantine/core'
import { IconEraser } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useIsLive } from '../../client/context.ts'
import { t } from '../../i18n/index.ts'
import { openCleanUp } from './cleaning-up.ts'

/** The disk page's main action. */
export function CleanUpButton(): ReactNode {
  return (
    <Button
      disabled={!useIsLive()}
      leftSection={<IconEraser size={14} />}
      onClick={() => openCleanUp('disk')}
    >
      {t('disk:cleanUp.open')}
    </Button>
  )
}
