import { Button, Switch } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'
import { NoticeKind, type Mutable, type NoticeChoices } from '../../../electron/api/schema/notices.ts'
import { useBerth } from '../../client/context.ts'
import { Watch } from '../../../electron/api/client/watch.ts'
import { tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { newsPermission } from '../../lib/browser-news.ts'
import css from './NoticePanel.module.css'

/** Of what there are notices, and whose are muted. */
export function NoticeSettings(): ReactNode {
  const { client } = useBerth()
  const choices = useChoices()
  const [permission, setPermission] = useState(newsPermission)
  if (!choices) return null
  const failed = (thrown: unknown): void => tellError(thrown)
  const muted: (readonly [name: string, whose: Mutable])[] = [
    ...choices.containers.map((name) => [name, { container: name }] as const),
    ...choices.projects.map((name) => [t('notices:settings.project', { name }), { project: name }] as const),
  ]
  return (
    <section className={css.settings} aria-label={t('notices:settings.label')}>
      {NoticeKind.options.map((kind) => (
        <Switch
          key={kind}
          size="xs"
          label={t(`notices:settings.${kind}`)}
          checked={choices.kinds[kind]}
          onChange={(event) =>
            void client.notices.setKind.mutate({ kind, on: event.currentTarget.checked }).catch(failed)
          }
        />
      ))}
      {permission === 'default' && (
        <div>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => void Notification.requestPermission().then(setPermission)}
          >
            {t('notices:settings.askBrowser')}
          </Button>
        </div>
      )}
      {permission === 'granted' && <span className="dim">{t('notices:settings.browserOn')}</span>}
      {permission === 'denied' && <span className="dim">{t('notices:settings.browserOff')}</span>}
      <h3>{t('notices:settings.muted')}</h3>
      {muted.length === 0 && <span className="dim">{t('notices:settings.noneMuted')}</span>}
      {muted.map(([name, whose]) => (
        <div key={name} className={css.muted}>
          <span className="clip">{name}</span>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t('notices:settings.unmuteNamed', { name })}
            onClick={() => void client.notices.mute.mutate({ whose, muted: false }).catch(failed)}
          >
            {t('notices:settings.unmute')}
          </Button>
        </div>
      ))}
    </section>
  )
}

function useChoices(): NoticeChoices | null {
  const { client } = useBerth()
  const [choices, setChoices] = useState<NoticeChoices | null>(null)
  useEffect(() => {
    const watch = new Watch<NoticeChoices>(
      (on) => client.notices.choices.subscribe(undefined, on),
      setChoices,
    )
    watch.start()
    return () => watch.stop()
  }, [client])
  return choices
}
