import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { t } from '../../i18n/index.ts'

/** The way to where folders are shared, for a notice of one that the machine does not see. */
export function SharedFoldersLink(): ReactNode {
  return (
    <Button
      size="compact-sm"
      variant="default"
      renderRoot={(props) => <Link to="/settings" hash="folders" {...props} />}
    >
      {t('sharing:settings')}
    </Button>
  )
}
