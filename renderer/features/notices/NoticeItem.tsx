import { Button, Menu } from '@mantine/core'
import { IconAlertTriangle, IconBellOff, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Mutable, Notice, NoticedContainer } from '../../../electron/api/schema/notices.ts'
import { useBerth } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { IconButton } from '../../components/IconButton.tsx'
import { tell, tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { termText } from '../../lib/filter-terms.ts'
import { dateAndTime } from '../../lib/format.ts'
import { useAgo } from '../../lib/now.ts'
import css from './NoticePanel.module.css'
import { noticesOpen } from './opened.ts'
import { containerWords, noticeTitle } from './words.ts'

const close = (): void => noticesOpen.set(false)

/** One notice: what happened to whom, its last words, and what can be done about it. */
export function NoticeItem({ notice, fresh }: { notice: Notice; fresh: boolean }): ReactNode {
  const { client } = useBerth()
  const when = useAgo(Date.parse(notice.lastAt))
  const title = noticeTitle(notice)
  const [first] = notice.containers
  const only = notice.containers.length + notice.more === 1 ? first : undefined
  return (
    <li className={`${css.item ?? ''} ${fresh ? (css.fresh ?? '') : ''}`} aria-label={title}>
      <div className={css.title}>
        <IconAlertTriangle size={16} aria-hidden />
        <span className={css.words}>{title}</span>
        <time className={css.when} dateTime={notice.lastAt} title={dateAndTime(notice.lastAt)}>
          {when}
        </time>
        <IconButton
          label={t('notices:dismiss', { title })}
          icon={IconX}
          onClick={() =>
            void client.notices.dismiss
              .mutate({ id: notice.id })
              .catch((thrown: unknown) => tellError(thrown))
          }
        />
      </div>
      {only?.line != null && (
        <div className={`mono ${css.line ?? ''}`} title={only.line}>
          {only.line}
        </div>
      )}
      {!only && (
        <ul className={css.containers}>
          {notice.containers.map((each) => (
            <li key={each.name}>
              <ContainerLink container={each}>{each.name}</ContainerLink>
              <span className="dim">{containerWords(each)}</span>
            </li>
          ))}
          {notice.more > 0 && <li className="dim">{t('notices:more', { count: notice.more })}</li>}
        </ul>
      )}
      <div className={css.actions}>
        {only && <ContainerLink container={only}>{t('notices:openLogs')}</ContainerLink>}
        {only && (
          <Button
            size="compact-xs"
            variant="default"
            renderRoot={(props) => (
              <Link to="/events" search={{ q: termText('name', only.name) }} onClick={close} {...props} />
            )}
          >
            {t('notices:openEvents')}
          </Button>
        )}
        <MuteMenu notice={notice} />
      </div>
    </li>
  )
}

/** Leads to a container's log as long as there is one; as a button where it stands for what to do. */
function ContainerLink({
  container,
  children,
}: {
  container: NoticedContainer
  children: string
}): ReactNode {
  const { containers } = useBerth()
  const row = useStore(containers).byId.get(container.id)
  const asButton = children !== container.name
  if (!row) return asButton ? null : <span className="clip">{children}</span>
  const link = { to: '/containers/$name/$tab', params: { name: row.name, tab: 'logs' } } as const
  if (!asButton)
    return (
      <Link {...link} className={`${css.link ?? ''} clip`} onClick={close}>
        {children}
      </Link>
    )
  return (
    <Button
      size="compact-xs"
      variant="default"
      renderRoot={(props) => <Link {...link} onClick={close} {...props} />}
    >
      {children}
    </Button>
  )
}

function MuteMenu({ notice }: { notice: Notice }): ReactNode {
  const { client } = useBerth()
  const projects = new Set(notice.containers.flatMap(({ composeProject }) => composeProject ?? []))
  const mute = (whose: Mutable, name: string): void =>
    void client.notices.mute
      .mutate({ whose, muted: true })
      .then(() => tell(t('notices:isMuted', { name })))
      .catch((thrown: unknown) => tellError(thrown))
  return (
    <Menu position="bottom-start" withinPortal={false}>
      <Menu.Target>
        <Button size="compact-xs" variant="default" leftSection={<IconBellOff size={12} />}>
          {t('notices:mute')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {notice.containers.map(({ name }) => (
          <Menu.Item key={name} onClick={() => mute({ container: name }, name)}>
            {t('notices:muteContainer', { name })}
          </Menu.Item>
        ))}
        {[...projects].map((project) => (
          <Menu.Item key={`project:${project}`} onClick={() => mute({ project }, project)}>
            {t('notices:muteProject', { project })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
