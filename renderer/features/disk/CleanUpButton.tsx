import { Button } from '@mantine/core'
import { IconEraser } from '@tabler/icons-react'
import { lazy, Suspense, type ReactNode } from 'react'
import { useIsLive } from '../../client/context.ts'
import { Store, useStore } from '../../client/store.ts'
import { t } from '../../i18n/index.ts'

/** Whether the dialog is asked for: by the button over the page, its key, or the palette before the page is loaded. */
export const cleaningUp = new Store(false)

const CleanUpDialog = lazy(async () => ({ default: (await import('./CleanUpDialog.tsx')).CleanUpDialog }))

/** The page's main action, and its dialog. */
export function CleanUpButton(): ReactNode {
  const opened = useStore(cleaningUp)
  return (
    <>
      <Button
        disabled={!useIsLive()}
        leftSection={<IconEraser size={14} />}
        onClick={() => cleaningUp.set(true)}
      >
        {t('disk:cleanUp.open')}
      </Button>
      {opened && (
        <Suspense>
          <CleanUpDialog onClose={() => cleaningUp.set(false)} />
        </Suspense>
      )}
    </>
  )
}
