import { Modal } from '@mantine/core'
import { lazy, Suspense, type ReactNode } from 'react'
import { useStore } from '../../client/store.ts'
import { t } from '../../i18n/index.ts'
import { imageDialog, type ImageDialog } from './dialogs.ts'
import { imageName } from './words.ts'

const PullForm = lazy(() => import('./PullForm.tsx').then((module) => ({ default: module.PullForm })))
const PushForm = lazy(() => import('./PushForm.tsx').then((module) => ({ default: module.PushForm })))
const TagForm = lazy(() => import('./TagForm.tsx').then((module) => ({ default: module.TagForm })))
const LoadForm = lazy(() => import('./LoadForm.tsx').then((module) => ({ default: module.LoadForm })))

/** The dialogs about images, wherever they are opened from. Each is loaded when it is first needed. */
export function ImageDialogs(): ReactNode {
  const dialog = useStore(imageDialog)
  const close = (): void => imageDialog.set(null)
  return (
    <Modal opened={dialog !== null} onClose={close} title={dialog && titleOf(dialog)} size="lg">
      <Suspense fallback={null}>{dialog && <DialogBody dialog={dialog} onClose={close} />}</Suspense>
    </Modal>
  )
}

function titleOf(dialog: ImageDialog): string {
  switch (dialog.kind) {
    case 'pull':
      return t('images:pull.title')
    case 'push':
      return t('images:push.title', { name: imageName(dialog.row) })
    case 'tag':
      return t('images:tag.title', { name: imageName(dialog.row) })
    case 'load':
      return t('images:load.title')
  }
}

function DialogBody({ dialog, onClose }: { dialog: ImageDialog; onClose: () => void }): ReactNode {
  switch (dialog.kind) {
    case 'pull':
      return <PullForm initial={dialog.reference} initialPlatform={dialog.platform} onClose={onClose} />
    case 'push':
      return <PushForm row={dialog.row} onClose={onClose} />
    case 'tag':
      return <TagForm row={dialog.row} onClose={onClose} />
    case 'load':
      return <LoadForm onClose={onClose} />
  }
}
