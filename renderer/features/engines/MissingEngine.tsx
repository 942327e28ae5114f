import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { ownEngine } from '../../../electron/api/schema/own-engine.ts'
import { useBerth } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { switchEngine } from './use-engine.ts'

/** Says, until it is understood, why this is not the engine that was looked at before. */
export function MissingEngine(): ReactNode {
  const berth = useBerth()
  const missing = useStore(berth.engines)?.missing
  if (!missing) return null
  return (
    <Notice
      strip
      kind="warn"
      message={t('engines:missing', { name: missing })}
      hint={t('engines:missingHint')}
      actions={
        <Button size="compact-sm" variant="default" onClick={() => switchEngine(berth, ownEngine)}>
          {t('engines:understood')}
        </Button>
      }
    />
  )
}
