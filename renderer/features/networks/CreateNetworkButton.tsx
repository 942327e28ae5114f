import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useIsLive } from '../../client/context.ts'
import { Store } from '../../client/store.ts'
import { t } from '../../i18n/index.ts'

/** Whether the dialog is asked for: by the button over the page, or by the palette, before the page is loaded. */
export const creating = new Store(false)

export function CreateNetworkButton(): ReactNode {
  return (
    <Button disabled={!useIsLive()} leftSection={<IconPlus size={14} />} onClick={() => creating.set(true)}>
      {t('networks:create.button')}
    </Button>
  )
}
