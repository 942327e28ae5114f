import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import {
  IconBrightness,
  IconKeyboard,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconSettings,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useBerth, useIsLive } from '../client/context.ts'
import { chooseLanguage } from '../client/look.ts'
import { useStore } from '../client/store.ts'
import { useBuildCount } from '../features/builds/useBuilds.ts'
import { useProjects } from '../features/compose/useProjects.ts'
import { useNetworks } from '../features/networks/useNetworks.ts'
import { languages, locale, storedLanguage, t, type Language } from '../i18n/index.ts'
import { usePreference } from '../lib/preferences.ts'
import { nouns, type Noun } from './nouns.ts'
import css from './Rail.module.css'

const schemes: readonly { value: MantineColorScheme; label: string }[] = [
  { value: 'auto', label: t('app:rail.schemeAuto') },
  { value: 'light', label: t('app:rail.schemeLight') },
  { value: 'dark', label: t('app:rail.schemeDark') },
]

/** The nouns with their counts; icons only in a narrow window, or when asked to. */
export function Rail({ onKeys }: { onKeys: () => void }): ReactNode {
  const narrow = useMediaQuery('(max-width: 1000px)')
  const [slim, setSlim] = usePreference('rail.slim', false)
  const collapsed = narrow || slim
  const { client } = useBerth()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const Fold = collapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  return (
    <nav className={css.rail} aria-label={t('app:pages.label')} data-collapsed={collapsed || undefined}>
      <Pages collapsed={collapsed} />
      <div className={css.foot}>
        <Link
          to="/settings"
          className={css.link}
          title={collapsed ? t('app:rail.settings') : undefined}
          aria-label={t('app:rail.settings')}
        >
          <IconSettings size={18} stroke={1.6} aria-hidden />
          <span className={css.label}>{t('app:rail.settings')}</span>
        </Link>
        <button
          type="button"
          className={css.link}
          title={t('app:rail.keysWithKey')}
          aria-label={t('app:rail.keys')}
          onClick={onKeys}
        >
          <IconKeyboard size={18} stroke={1.6} aria-hidden />
          <span className={css.label}>{t('app:rail.keys')}</span>
        </button>
        <Menu position="right-end">
          <Menu.Target>
            <button
              type="button"
              className={css.link}
              title={t('app:rail.appearance')}
              aria-label={t('app:rail.appearance')}
            >
              <IconBrightness size={18} stroke={1.6} aria-hidden />
              <span className={css.label}>{t('app:rail.appearance')}</span>
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.RadioGroup
              value={colorScheme}
              onChange={(value) =>
                setColorScheme(schemes.find((each) => each.value === value)?.value ?? 'auto')
              }
            >
              {schemes.map(({ value, label }) => (
                <Menu.RadioItem key={value} value={value}>
                  {label}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <Menu.Divider />
            <Menu.Label>{t('app:rail.language')}</Menu.Label>
            <Menu.RadioGroup
              value={storedLanguage() ?? 'auto'}
              onChange={(value) => void chooseLanguage(client, value === 'auto' ? null : (value as Language))}
            >
              <Menu.RadioItem value="auto">{t('app:rail.languageAuto')}</Menu.RadioItem>
              {Object.entries(languages).map(([value, name]) => (
                <Menu.RadioItem key={value} value={value} lang={value}>
                  {name}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Dropdown>
        </Menu>
        {!narrow && (
          <button
            type="button"
            className={css.link}
            aria-expanded={!collapsed}
            aria-label={t('app:rail.names')}
            title={t(collapsed ? 'app:rail.showNames' : 'app:rail.showIcons')}
            onClick={() => setSlim(!slim)}
          >
            <Fold size={18} stroke={1.6} aria-hidden />
            <span className={css.label}>{t('app:rail.collapse')}</span>
          </button>
        )}
      </div>
    </nav>
  )
}

/** The pages with their counts. */
function Pages({ collapsed }: { collapsed: boolean }): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const containers = useStore(berth.containers)
  const counted: Partial<Record<Noun['to'], { loaded: boolean; rows: readonly unknown[] }>> = {
    '/containers': containers,
    '/compose': useProjects(),
    '/images': useStore(berth.images),
    '/volumes': useStore(berth.volumes),
    '/networks': useNetworks(),
  }
  const running = containers.rows.filter((row) => row.state === 'running').length
  const ofContainers = t('app:pages.containersRunning', { count: running, all: containers.rows.length })
  return (
    <ul className={css.list}>
      {nouns.map(({ to, label, icon: Icon }) => {
        const table = counted[to]
        return (
          <li key={to}>
            <Link to={to} className={css.link} title={collapsed ? label : undefined} aria-label={label}>
              <Icon size={18} stroke={1.6} aria-hidden />
              <span className={css.label}>{label}</span>
              {to === '/builds' && <BuildCount key={String(live)} />}
              {table?.loaded && (
                <span className={css.count} title={to === '/containers' ? ofContainers : undefined}>
                  {table.rows.length.toLocaleString(locale())}
                </span>
              )}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

/** Asked anew when the engine is back: to look for builds of others all the time would keep the host busy. */
function BuildCount(): ReactNode {
  const count = useBuildCount()
  return count !== null && <span className={css.count}>{count.toLocaleString(locale())}</span>
}
