import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ImageRow, TagNews } from '../../../electron/api/schema/images.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { t } from '../../i18n/index.ts'
import { useAgo } from '../../lib/now.ts'
import { openPull } from './dialogs.ts'
import css from './ImageDetail.module.css'
import { checkForNews, newsByTag, newsCheck } from './news.ts'

/** What registries said of the names of one image, and the button that asks them. */
export function News({ row }: { row: ImageRow }): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const all = useStore(newsByTag)
  const checking = useStore(newsCheck) !== null
  const found = row.tags.flatMap((tag) => all.get(tag) ?? [])
  return (
    <div>
      {found.length === 0 && <div className="dim">{t('images:news.notChecked')}</div>}
      {found.map((news) => (
        <div key={news.tag}>
          {row.tags.length > 1 && <span className="mono">{news.tag} </span>}
          <Said news={news} />
        </div>
      ))}
      <span className={css.value}>
        <Button
          size="compact-xs"
          variant="default"
          disabled={!live || checking}
          onClick={() => void checkForNews(berth, [row], { fresh: true, quiet: true })}
        >
          {t('images:detail.check')}
        </Button>
        {found
          .filter(({ state }) => state === 'newer')
          .map(({ tag }) => (
            <Button key={tag} size="compact-xs" disabled={!live} onClick={() => openPull(tag)}>
              {t('images:detail.pullNewer')}
            </Button>
          ))}
      </span>
    </div>
  )
}

function Said({ news }: { news: TagNews }): ReactNode {
  const when = useAgo(Date.parse(news.checkedAt))
  switch (news.state) {
    case 'current':
      return <span>{t('images:news.current', { ago: when })}</span>
    case 'newer':
      return <span>{t('images:news.newer', { ago: when })}</span>
    case 'unknown':
      return (
        <span>
          {t('images:news.notKnown')} <span className="dim">{news.reason}</span>
        </span>
      )
  }
}
