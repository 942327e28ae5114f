import { Button, Modal } from '@mantine/core'
import { IconFolderOpen } from '@tabler/icons-react'
import { lazy, Suspense, type ReactNode } from 'react'
import { useIsLive } from '../../client/context.ts'
import { Store, useStore } from '../../client/store.ts'
import { t } from '../../i18n/index.ts'
import type { Dropped } from './dropped.ts'

const OpenForm = lazy(() => import('./OpenForm.tsx').then(({ OpenForm }) => ({ default: OpenForm })))

/** The dialog that opens a compose file, with what was dropped, if anything was; null while closed. */
const dialog = new Store<{ readonly dropped: Dropped | null } | null>(null)

export const openCompose = (dropped: Dropped | null = null): void => dialog.set({ dropped })

export function OpenComposeButton({ variant = 'filled' }: { variant?: 'filled' | 'default' }): ReactNode {
  const live = useIsLive()
  return (
    <Button
      variant={variant}
      disabled={!live}
      leftSection={<IconFolderOpen size={14} />}
      onClick={() => openCompose()}
    >
      {t('compose:open.button')}
    </Button>
  )
}

/** Asks for a compose file, or a folder that has one, and goes to its project. One for the whole page. */
export function OpenComposeDialog(): ReactNode {
  const opened = useStore(dialog)
  const close = (): void => dialog.set(null)
  return (
    <Modal opened={opened !== null} onClose={close} title={t('compose:open.title')} size="lg">
      <Suspense fallback={null}>{opened && <OpenForm dropped={opened.dropped} onClose={close} />}</Suspense>
    </Modal>
  )
}
