import { ActionIcon, Button } from '@mantine/core'
import { IconAdjustments } from '@tabler/icons-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useBerth } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { NoticeItem } from './NoticeItem.tsx'
import css from './NoticePanel.module.css'
import { NoticeSettings } from './NoticeSettings.tsx'
import { inOrder } from './words.ts'

/** All notices, newest first, and of what there are any. What is shown here has been read. */
export function NoticePanel(): ReactNode {
  const { client, notices } = useBerth()
  const { rows } = useStore(notices)
  const [settings, setSettings] = useState(false)
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set())
  const unread = rows.filter((notice) => !notice.read)
  const unreadIds = unread.map(({ id }) => id).join()
  useEffect(() => {
    if (unreadIds === '') return
    setFresh((before) => new Set([...before, ...unreadIds.split(',')]))
    void client.notices.read.mutate().catch((thrown: unknown) => tellError(thrown))
  }, [client, unreadIds])
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // A button that goes with its notice leaves the focus nowhere, where Escape would not be heard.
    if (document.activeElement === document.body) panel.current?.focus()
  }, [rows])
  return (
    <div className={css.panel} ref={panel} tabIndex={-1}>
      <header className={css.head}>
        <h2>{t('notices:label')}</h2>
        {rows.length > 0 && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() =>
              void client.notices.dismiss.mutate({ id: null }).catch((thrown: unknown) => tellError(thrown))
            }
          >
            {t('notices:dismissAll')}
          </Button>
        )}
        <ActionIcon
          aria-label={t('notices:settings.label')}
          title={t('notices:settings.label')}
          aria-expanded={settings}
          onClick={() => setSettings(!settings)}
        >
          <IconAdjustments size={16} />
        </ActionIcon>
      </header>
      {settings && <NoticeSettings />}
      {rows.length === 0 ? (
        <p className={css.none}>{t('notices:none')}</p>
      ) : (
        <ul className={css.list}>
          {inOrder(rows).map((notice) => (
            <NoticeItem key={notice.id} notice={notice} fresh={fresh.has(notice.id)} />
          ))}
        </ul>
      )}
    </div>
  )
}
