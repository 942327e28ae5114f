import { Popover } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { lazy, Suspense, type ReactNode } from 'react'
import { useBerth } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { locale, t } from '../../i18n/index.ts'
import { useKeys } from '../../lib/keys.ts'
import css from './NoticeBell.module.css'
import { noticesOpen } from './opened.ts'

const NoticePanel = lazy(async () => ({ default: (await import('./NoticePanel.tsx')).NoticePanel }))

/** How many notices nobody has seen yet, on any page; opens them all. */
export function NoticeBell(): ReactNode {
  const { rows } = useStore(useBerth().notices)
  const opened = useStore(noticesOpen)
  const unread = rows.filter((notice) => !notice.read).length
  const words = unread > 0 ? t('notices:unread', { count: unread }) : t('notices:noneUnread')
  useKeys({ b: () => noticesOpen.set(!noticesOpen.get()) })
  return (
    <Popover
      opened={opened}
      onChange={(open) => noticesOpen.set(open)}
      position="bottom-end"
      withRoles
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className={css.bell}
          aria-label={t('notices:labelled', { words })}
          aria-keyshortcuts="b"
          title={t('notices:labelled', { words })}
          onClick={() => noticesOpen.set(!opened)}
        >
          <IconBell size={16} aria-hidden />
          {unread > 0 && <span className={css.count}>{unread.toLocaleString(locale())}</span>}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('notices:label')} p={0}>
        <Suspense>{opened && <NoticePanel />}</Suspense>
      </Popover.Dropdown>
      <span className="visually-hidden" role="status">
        {unread > 0 ? words : ''}
      </span>
    </Popover>
  )
}
