import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import {
  IconBrightness,
  IconKeyboard,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useBerth } from '../client/context.ts'
import { useStore } from '../client/store.ts'
import { plural } from '../lib/format.ts'
import { usePreference } from '../lib/preferences.ts'
import { nouns } from './nouns.ts'
import css from './Rail.module.css'

const schemes: readonly { value: MantineColorScheme; label: string }[] = [
  { value: 'auto', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

/** The nouns with their counts; icons only in a narrow window, or when asked to. */
export function Rail({ onKeys }: { onKeys: () => void }): ReactNode {
  const narrow = useMediaQuery('(max-width: 1000px)')
  const [slim, setSlim] = usePreference('rail.slim', false)
  const collapsed = narrow || slim
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const Fold = collapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  return (
    <nav className={css.rail} aria-label="Pages" data-collapsed={collapsed || undefined}>
      <ul className={css.list}>
        {nouns.map(({ to, label, icon: Icon }) => (
          <li key={to}>
            <Link to={to} className={css.link} title={collapsed ? label : undefined} aria-label={label}>
              <Icon size={18} stroke={1.6} aria-hidden />
              <span className={css.label}>{label}</span>
              <Count noun={to} />
            </Link>
          </li>
        ))}
      </ul>
      <div className={css.foot}>
        <button type="button" className={css.link} title="Keys (?)" aria-label="Keys" onClick={onKeys}>
          <IconKeyboard size={18} stroke={1.6} aria-hidden />
          <span className={css.label}>Keys</span>
        </button>
        <Menu position="right-end">
          <Menu.Target>
            <button type="button" className={css.link} title="Appearance" aria-label="Appearance">
              <IconBrightness size={18} stroke={1.6} aria-hidden />
              <span className={css.label}>Appearance</span>
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
          </Menu.Dropdown>
        </Menu>
        {!narrow && (
          <button
            type="button"
            className={css.link}
            aria-expanded={!collapsed}
            aria-label="Page names"
            title={collapsed ? 'Show the names' : 'Show icons only'}
            onClick={() => setSlim(!slim)}
          >
            <Fold size={18} stroke={1.6} aria-hidden />
            <span className={css.label}>Collapse</span>
          </button>
        )}
      </div>
    </nav>
  )
}

function Count({ noun }: { noun: (typeof nouns)[number]['to'] }): ReactNode {
  const berth = useBerth()
  const containers = useStore(berth.containers)
  const images = useStore(berth.images)
  if (noun === '/machine') return null
  const table = noun === '/containers' ? containers : images
  if (!table.loaded) return null
  const running = containers.rows.filter((row) => row.state === 'running').length
  const words =
    noun === '/containers' ? `${plural(running, 'container')} running of ${table.rows.length}` : undefined
  return (
    <span className={css.count} title={words}>
      {table.rows.length.toLocaleString('en')}
    </span>
  )
}
