import { ActionIcon, Button, Tabs, Tooltip } from '@mantine/core'
import { IconArrowsMaximize, IconArrowsMinimize, IconDots, IconX } from '@tabler/icons-react'
import { Suspense, type ReactNode } from 'react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { StateDot } from '../../components/StateDot.tsx'
import { t } from '../../i18n/index.ts'
import { useKeys, type KeyMap } from '../../lib/keys.ts'
import { act, faces, possibleActions } from '../containers/actions.tsx'
import { Status } from '../containers/columns.tsx'
import { lookOf } from '../containers/words.ts'
import css from './ContainerDetail.module.css'
import { detailTabs, isDetailTab, type DetailTab } from './tabs.tsx'

export interface ContainerDetailProps {
  readonly row: ContainerRow
  readonly tab: DetailTab
  readonly full: boolean
  readonly onTab: (tab: DetailTab) => void
  readonly onFull: (full: boolean) => void
  readonly onClose: () => void
  readonly onMenu: (row: ContainerRow, at: { x: number; y: number }) => void
}

/** One container beside the table: its state and actions, and all that can be seen of it in tabs. */
export function ContainerDetail(props: ContainerDetailProps): ReactNode {
  const { row, tab, full } = props
  const berth = useBerth()
  const live = useIsLive()
  useKeys(tabKeys(tab, props.onTab))
  return (
    <section className={css.detail} aria-label={t('container:labelled', { name: row.name })}>
      <header className={css.head}>
        <div className={css.name}>
          <StateDot look={lookOf(row)} />
          <h2 className="clip" title={row.name}>
            {row.name}
          </h2>
          <span className={`clip ${css.status ?? ''}`}>
            <Status row={row} />
          </span>
        </div>
        {possibleActions(row)
          .slice(0, 2)
          .map((action) => {
            const { label, icon: Icon } = faces[action]
            return (
              <Button
                key={action}
                size="compact-sm"
                variant="default"
                disabled={!live}
                leftSection={<Icon size={14} />}
                onClick={() => void act(berth, [row], action)}
              >
                {label}
              </Button>
            )
          })}
        <ActionIcon
          aria-label={t('container:moreActions', { name: row.name })}
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect()
            props.onMenu(row, { x: box.left, y: box.bottom })
          }}
        >
          <IconDots size={16} />
        </ActionIcon>
        <Tooltip label={full ? t('container:beside') : t('container:fullWithKey')}>
          <ActionIcon
            aria-label={t('container:full')}
            aria-pressed={full}
            onClick={() => props.onFull(!full)}
          >
            {full ? <IconArrowsMinimize size={16} /> : <IconArrowsMaximize size={16} />}
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('container:closeWithKey')}>
          <ActionIcon aria-label={t('container:close')} onClick={props.onClose}>
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      </header>
      <Tabs
        value={tab}
        onChange={(value) => isDetailTab(value) && props.onTab(value)}
        keepMounted={false}
        className={css.panel ?? ''}
        classNames={{ panel: css.panel ?? '', list: css.tabs ?? '' }}
      >
        <Tabs.List px="sm">
          {detailTabs.map(({ id, label }) => (
            <Tabs.Tab key={id} value={id}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {detailTabs.map(({ id, Panel }) => (
          <Tabs.Panel key={id} value={id}>
            <Suspense fallback={<p className={css.wait}>{t('container:opening')}</p>}>
              <Panel key={row.id} row={row} />
            </Suspense>
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  )
}

/** A tab by its number, or the next one on either side; the last is followed by the first. */
function tabKeys(tab: DetailTab, go: (tab: DetailTab) => void): KeyMap {
  const at = detailTabs.findIndex(({ id }) => id === tab)
  const by = (step: number) => () => {
    const next = detailTabs[(at + step + detailTabs.length) % detailTabs.length]
    if (next) go(next.id)
  }
  const numbers = detailTabs.map(({ id }, index) => [String(index + 1), () => go(id)] as const)
  return { '[': by(-1), ']': by(1), ...Object.fromEntries(numbers) }
}
