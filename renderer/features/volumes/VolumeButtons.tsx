import { Button } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useBerth, useIsLive } from '../../client/context.ts'
import { t } from '../../i18n/index.ts'
import { useEnginePowers } from '../engines/use-powers.ts'
import { askToRestore } from './CopyVolume.tsx'
import { CreateVolumeButton } from './CreateVolume.tsx'
import css from './Volumes.module.css'

/** The main actions of the page, in the top bar. */
export function VolumeButtons(): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const { volumeFiles } = useEnginePowers()
  return (
    <div className={css.button}>
      <CreateVolumeButton />
      {volumeFiles && (
        <Button
          variant="default"
          disabled={!live}
          leftSection={<IconUpload size={14} />}
          onClick={() => askToRestore(berth, null)}
        >
          {t('volumes:restoreNew')}
        </Button>
      )}
    </div>
  )
}
