import { Button, Progress } from '@mantine/core'
import type { ReactNode } from 'react'
import { useStore } from '../../client/store.ts'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'
import css from './Files.module.css'
import { endSending, sendings } from './uploads.ts'

/** What is on its way to a place, and what did not arrive. */
export function Sendings({ place }: { place: string }): ReactNode {
  const all = useStore(sendings).filter((each) => each.place === place)
  return all.map(({ id, words, sent, total, error }) => (
    <div key={id} className={css.sending} role={error ? 'alert' : 'status'}>
      <span>
        {error ? t('files:upload.failed', { words, message: error.message }) : words}
        <span className="dim">
          {' '}
          {error ? error.hint : t('files:upload.progress', { sent: bytes(sent), total: bytes(total) })}
        </span>
      </span>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t(error ? 'files:upload.dismiss' : 'files:upload.cancel', { words })}
        onClick={() => endSending(id)}
      >
        {t(error ? 'common:dismiss' : 'common:cancel')}
      </Button>
      {!error && (
        <Progress
          size={4}
          value={(sent / Math.max(1, total)) * 100}
          aria-label={t('files:upload.progressOf', { words })}
          transitionDuration={100}
        />
      )}
    </div>
  ))
}
