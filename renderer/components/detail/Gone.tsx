import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../../i18n/index.ts'
import { Notice } from '../Notice.tsx'
import css from './DetailFrame.module.css'

/** In the place of a detail whose object is not there (any more). */
export function Gone({ message, onClose }: { message: string; onClose: () => void }): ReactNode {
  return (
    <div className={css.wait}>
      <Notice
        kind="warn"
        message={message}
        actions={
          <Button variant="default" onClick={onClose}>
            {t('common:close')}
          </Button>
        }
      />
    </div>
  )
}
