import { useEffect, useRef } from 'react'
import { useBerth } from '../client/context.ts'
import { useStore } from '../client/store.ts'
import { noticeNews } from '../features/notices/words.ts'
import { tellWhileHidden } from '../lib/browser-news.ts'

/** Tells of new notices while nobody looks at the page; of one that counts on, only once. */
export function useNoticeNews(): void {
  const { rows, loaded } = useStore(useBerth().notices)
  const known = useRef<ReadonlySet<string> | null>(null)
  useEffect(() => {
    if (!loaded) return
    // What was there when the page was opened is no news.
    for (const notice of rows)
      if (known.current !== null && !known.current.has(notice.id) && !notice.read)
        tellWhileHidden({ ...noticeNews(notice), tag: notice.id })
    known.current = new Set(rows.map(({ id }) => id))
  }, [rows, loaded])
}
