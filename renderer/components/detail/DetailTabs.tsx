import { ActionIcon, Menu, Tabs } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { Suspense, useRef, type ReactNode } from 'react'
import { t } from '../../i18n/index.ts'
import { useKeys, type KeyMap } from '../../lib/keys.ts'
import css from './DetailFrame.module.css'
import { useCutTabs } from './useCutTabs.ts'

interface DetailTabsProps<Id extends string> {
  readonly tabs: readonly { readonly id: Id; readonly label: string }[]
  readonly tab: Id
  readonly onTab: (tab: Id) => void
  /** what the open tab shows; it may be loaded late */
  readonly children: ReactNode
}

/** What can be seen of one object, in tabs that keys change too: "[", "]" and their numbers. */
export function DetailTabs<Id extends string>({
  tabs,
  tab,
  onTab,
  children,
}: DetailTabsProps<Id>): ReactNode {
  const list = useRef<HTMLDivElement>(null)
  const cut = useCutTabs(list, tab)
  useKeys(tabKeys(tabs, tab, onTab))
  return (
    <Tabs
      value={tab}
      onChange={(value) => value !== null && onTab(value as Id)}
      className={css.column}
      classNames={{ panel: css.column ?? '', list: css.tabs ?? '', tab: css.tab ?? '' }}
    >
      <div className={css.bar}>
        <Tabs.List ref={list}>
          {tabs.map(({ id, label }) => (
            <Tabs.Tab key={id} value={id} data-tab={id}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {cut.size > 0 && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon
                m="xs"
                aria-label={t('components:detail.moreTabs')}
                title={t('components:detail.moreTabs')}
              >
                <IconChevronDown size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {tabs
                .filter(({ id }) => cut.has(id))
                .map(({ id, label }) => (
                  <Menu.Item key={id} onClick={() => onTab(id)}>
                    {label}
                  </Menu.Item>
                ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {tabs.map(({ id }) => (
        <Tabs.Panel key={id} value={id}>
          {id === tab && (
            <Suspense fallback={<p className={css.wait}>{t('components:detail.opening')}</p>}>
              {children}
            </Suspense>
          )}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

/** What a tab shows that is neither loaded late nor scrolls by itself. */
export function DetailScroll({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  )
}

/** A tab by its number, or the next one on either side; the last is followed by the first. */
function tabKeys<Id extends string>(
  tabs: readonly { readonly id: Id }[],
  tab: Id,
  go: (tab: Id) => void,
): KeyMap {
  const at = tabs.findIndex(({ id }) => id === tab)
  const by = (step: number) => () => {
    const next = tabs[(at + step + tabs.length) % tabs.length]
    if (next) go(next.id)
  }
  const numbers = tabs.slice(0, 9).map(({ id }, index) => [String(index + 1), () => go(id)] as const)
  return { '[': by(-1), ']': by(1), ...Object.fromEntries(numbers) }
}
