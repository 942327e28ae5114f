import { Button } from '@mantine/core'
import { IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { NetworkMember, NetworkRow } from '../../../electron/api/schema/networks.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { Copyable } from '../../components/Copyable.tsx'
import { DetailFrame } from '../../components/detail/DetailFrame.tsx'
import { DetailScroll } from '../../components/detail/DetailTabs.tsx'
import { Facts } from '../../components/Facts.tsx'
import { IconButton } from '../../components/IconButton.tsx'
import type { Point } from '../../components/MoreButton.tsx'
import { tellError, tellUndo } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { shortId } from '../../lib/format.ts'
import { askToConnect } from './ConnectContainer.tsx'
import css from './Networks.module.css'
import { traits } from './words.ts'

interface NetworkDetailProps {
  readonly row: NetworkRow
  readonly onMenu: (at: Point) => void
  readonly onClose: () => void
}

/** One network beside the table: what it is, and who is in it. */
export function NetworkDetail({ row, onMenu, onClose }: NetworkDetailProps): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  return (
    <DetailFrame
      label={t('networks:detail.label', { name: row.name })}
      name={row.name}
      onMenu={onMenu}
      onClose={onClose}
    >
      <DetailScroll label={t('networks:detail.overview')}>
        <Facts
          title={t('networks:detail.members')}
          none={t('networks:detail.noMembers')}
          facts={row.members.map((member) => [
            t(`compose:state.${member.state}`),
            <Member key={member.id} row={row} member={member} />,
          ])}
          actions={
            row.name !== 'none' && (
              <Button
                size="compact-xs"
                variant="default"
                disabled={!live}
                leftSection={<IconPlugConnected size={14} />}
                onClick={() => askToConnect(berth, row)}
              >
                {t('networks:connect.button')}
              </Button>
            )
          }
        />
        <Facts
          title={t('networks:detail.overview')}
          facts={[
            [t('networks:columns.driver'), row.driver],
            [t('networks:detail.scope'), row.scope],
            ...row.subnets.map(({ subnet, gateway }): [string, ReactNode] => [
              t('networks:create.subnet'),
              <>
                <Copyable value={subnet} what={t('networks:what.subnet')} mono />
                {gateway !== null && (
                  <span className="dim"> {t('networks:detail.gateway', { address: gateway })}</span>
                )}
              </>,
            ]),
            [t('networks:columns.traits'), traits(row).join(', ') || '–'],
            [t('networks:columns.project'), row.composeProject ?? '–'],
            [
              t('networks:columns.id'),
              <Copyable key="id" value={row.id} what={t('networks:what.id')} mono>
                {shortId(row.id)}
              </Copyable>,
            ],
          ]}
        />
        <Facts
          title={t('networks:detail.labels')}
          none={t('networks:detail.noLabels')}
          facts={Object.entries(row.labels)}
        />
        <Facts
          title={t('networks:detail.options')}
          none={t('networks:detail.noOptions')}
          facts={Object.entries(row.options)}
        />
      </DetailScroll>
    </DetailFrame>
  )
}

function Member({ row, member }: { row: NetworkRow; member: NetworkMember }): ReactNode {
  const { client } = useBerth()
  const live = useIsLive()
  const addresses = [member.ipv4, member.ipv6].filter((address) => address !== null)
  const disconnect = async (): Promise<void> => {
    const pair = { network: row.id, container: member.id }
    try {
      const joining = await client.networks.disconnect.mutate(pair)
      tellUndo({
        message: t('networks:detail.disconnected', { name: member.name, network: row.name }),
        undo: () => client.networks.connect.mutate({ ...pair, joining }),
      })
    } catch (thrown) {
      tellError(thrown)
    }
  }
  return (
    <span className={css.member}>
      <Link to="/containers/$name/$tab" params={{ name: member.name, tab: 'logs' }} className={css.link}>
        {member.name}
      </Link>
      {addresses.map((address) => (
        <Copyable key={address} value={address} what={t('networks:what.address')} mono />
      ))}
      {addresses.length === 0 && member.state !== 'running' && (
        <span className="dim">{t('networks:detail.noAddress')}</span>
      )}
      <IconButton
        label={t('networks:detail.disconnect', { name: member.name })}
        icon={IconPlugConnectedX}
        disabled={!live}
        onClick={() => void disconnect()}
      />
    </span>
  )
}
