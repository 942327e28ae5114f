import type { ReactNode } from 'react'
import type { ImageDetail, ImageLayer } from '../../../electron/api/schema/images.ts'
import { DetailScroll } from '../../components/detail/DetailTabs.tsx'
import { Copyable } from '../../components/Copyable.tsx'
import { t } from '../../i18n/index.ts'
import { bytes, dateAndTime, shortId } from '../../lib/format.ts'
import css from './ImageDetail.module.css'
import { stepWords } from './steps.ts'

/** How an image came to be, step by step, with what each added. */
export function LayersTab({ detail }: { detail: ImageDetail }): ReactNode {
  const { layers } = detail
  const total = layers.reduce((sum, layer) => sum + (layer.bytes ?? 0), 0)
  const largest = Math.max(1, ...layers.map((layer) => layer.bytes ?? 0))
  if (layers.length === 0) return <p className={css.wait}>{t('images:layers.empty')}</p>
  return (
    <DetailScroll label={t('images:detail.layers')}>
      <p className={css.sum}>
        {t('images:layers.sum', { count: layers.length, size: bytes(total) })}
        {' · '}
        {t('images:layers.order')}
      </p>
      <ol className={css.steps} aria-label={t('images:layers.list')}>
        {layers.map((layer, index) => (
          <Step key={index} layer={layer} share={(layer.bytes ?? 0) / largest} />
        ))}
      </ol>
    </DetailScroll>
  )
}

function Step({ layer, share }: { layer: ImageLayer; share: number }): ReactNode {
  const words = stepWords(layer.command)
  return (
    <li>
      <span className={`mono ${css.command ?? ''}`}>
        {words === '' ? <span className="dim">{t('images:layers.noCommand')}</span> : words}
      </span>
      <span className={css.size}>
        {layer.bytes === null || layer.bytes === 0 ? (
          <span className="dim">{layer.bytes === null ? '' : t('images:layers.none')}</span>
        ) : (
          bytes(layer.bytes)
        )}
        {share > 0 && (
          <div className={css.bar} style={{ width: `${Math.max(3, share * 100)}%` }} aria-hidden />
        )}
      </span>
      <span className={css.meta}>
        {words !== '' && (
          <Copyable value={layer.command} what={t('images:layers.copy')}>
            {t('images:layers.copyCommand')}
          </Copyable>
        )}
        {layer.id !== null && (
          <Copyable value={layer.id} what={t('images:layers.digest')} mono>
            {shortId(layer.id)}
          </Copyable>
        )}
        {layer.created !== null && <span>{dateAndTime(new Date(layer.created * 1000).toISOString())}</span>}
        {layer.comment !== '' && <span>{layer.comment}</span>}
      </span>
    </li>
  )
}
