import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ImageDetail } from '../../../electron/api/schema/images.ts'
import { useCopy } from '../../components/Copyable.tsx'
import { t } from '../../i18n/index.ts'
import { dockerCommand } from '../../lib/docker-command.ts'
import css from './ImageDetail.module.css'

/** The engine's own answer, as `docker image inspect` prints it. */
export function InspectImage({ name, detail }: { name: string; detail: ImageDetail }): ReactNode {
  const command = dockerCommand('image', 'inspect', name)
  const json = JSON.stringify(detail.raw, null, 2)
  const { copied, copy } = useCopy(() => json)
  return (
    <div className={css.inspect}>
      <div className={css.inspectTools}>
        <code className="mono dim">{command}</code>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          onClick={copy}
        >
          {t(copied ? 'images:detail.copied' : 'images:detail.copy')}
        </Button>
      </div>
      <pre className={css.json} tabIndex={0} aria-label={t('images:detail.inspectLabel')}>
        {json}
      </pre>
    </div>
  )
}
