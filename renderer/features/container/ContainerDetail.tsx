import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { DetailFrame } from '../../components/detail/DetailFrame.tsx'
import { DetailTabs } from '../../components/detail/DetailTabs.tsx'
import { t } from '../../i18n/index.ts'
import { act, faces, possibleActions } from '../containers/actions.tsx'
import { Status } from '../containers/columns.tsx'
import { lookOf } from '../containers/words.ts'
import { detailTabs, panelOf, type DetailTab } from './tabs.tsx'

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
  const Panel = panelOf(tab)
  return (
    <DetailFrame
      label={t('container:labelled', { name: row.name })}
      name={row.name}
      look={lookOf(row)}
      status={<Status row={row} />}
      actions={possibleActions(row)
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
      full={full}
      onFull={props.onFull}
      onMenu={(at) => props.onMenu(row, at)}
      onClose={props.onClose}
    >
      <DetailTabs tabs={detailTabs} tab={tab} onTab={props.onTab}>
        <Panel key={row.id} row={row} />
      </DetailTabs>
    </DetailFrame>
  )
}
