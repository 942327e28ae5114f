import { Button, Modal } from '@mantine/core'
import { IconHammer } from '@tabler/icons-react'
import { lazy, Suspense, type ReactNode } from 'react'
import { useIsLive } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { t } from '../../i18n/index.ts'
import { newBuild, openBuild } from './new-build.ts'

const BuildForm = lazy(() => import('./BuildForm.tsx').then(({ BuildForm }) => ({ default: BuildForm })))

export function NewBuildButton({ variant = 'filled' }: { variant?: 'filled' | 'default' }): ReactNode {
  const live = useIsLive()
  return (
    <Button
      variant={variant}
      disabled={!live}
      leftSection={<IconHammer size={14} />}
      onClick={() => openBuild()}
    >
      {t('builds:new')}
    </Button>
  )
}

/** Asks what is to be built, begins it, and leads to it. */
export function NewBuildDialog(): ReactNode {
  const request = useStore(newBuild)
  const close = (): void => newBuild.set(null)
  return (
    <Modal opened={request !== null} onClose={close} title={t('builds:form.title')} size={720}>
      {request && (
        <Suspense>
          <BuildForm initial={request} onClose={close} />
        </Suspense>
      )}
    </Modal>
  )
}
