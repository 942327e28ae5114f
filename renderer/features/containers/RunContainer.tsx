import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useIsLive } from '../../client/context.ts'
import { t } from '../../i18n/index.ts'

/** The main action of the containers: to make one. */
export function RunContainerButton({ variant = 'filled' }: { variant?: 'filled' | 'default' }): ReactNode {
  const live = useIsLive()
  return (
    <Button
      variant={variant}
      leftSection={<IconPlus size={14} />}
      disabled={!live}
      renderRoot={(props) => <Link to="/run" {...props} />}
    >
      {t('run:open')}
    </Button>
  )
}
