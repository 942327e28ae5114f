import { lazy, Suspense, type ReactNode } from 'react'
import { useStore } from '../../client/store.ts'
import { cleaningUp } from './cleaning-up.ts'

const CleanUpDialog = lazy(async () => ({ default: (await import('./CleanUpDialog.tsx')).CleanUpDialog }))

/** The dialog, wherever it is asked for; loaded when it is first needed. */
export function CleanUpDoor(): ReactNode {
  const scope = useStore(cleaningUp)
  return (
    scope !== null && (
      <Suspense>
        <CleanUpDialog scope={scope} onClose={() => cleaningUp.set(null)} />
      </Suspense>
    )
  )
}
