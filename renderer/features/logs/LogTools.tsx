import { ActionIcon, NativeSelect, Tooltip } from '@mantine/core'
import {
  IconArrowBarToDown,
  IconCheck,
  IconClock,
  IconCopy,
  IconDownload,
  IconEraser,
  IconTextWrap,
  type Icon,
} from '@tabler/icons-react'
import { memo, type ReactNode } from 'react'
import { useCopy } from '../../components/Copyable.tsx'
import { t } from '../../i18n/index.ts'
import css from './LogView.module.css'

export type StreamChoice = 'both' | 'stdout' | 'stderr'

interface LogToolsProps {
  readonly name: string
  /** null for logs that know no streams */
  readonly stream: StreamChoice | null
  /** stand before and behind the search */
  readonly lead: ReactNode
  readonly search: ReactNode
  readonly range: ReactNode
  readonly times: boolean
  readonly wrap: boolean
  readonly following: boolean
  readonly text: () => string
  readonly onStream: (stream: StreamChoice) => void
  readonly onTimes: (on: boolean) => void
  readonly onWrap: (on: boolean) => void
  readonly onDownload: () => void
  readonly onClear: () => void
  readonly onFollow: () => void
}

/** What can be done with a log: search, choose a range and a stream, times, wrap, copy, save, clear, follow. */
export const LogTools = memo(function LogTools(props: LogToolsProps): ReactNode {
  const { times, wrap, stream } = props
  const { copied, copy } = useCopy(props.text)
  return (
    <div className={css.tools} role="toolbar" aria-label={t('logs:label', { name: props.name })}>
      {props.lead}
      {props.search}
      <span className={css.gap} />
      {props.range}
      {stream !== null && (
        <NativeSelect
          aria-label={t('logs:stream')}
          className={css.stream}
          data={[{ value: 'both', label: t('logs:bothStreams') }, 'stdout', 'stderr']}
          value={stream}
          onChange={(event) => props.onStream(event.currentTarget.value as StreamChoice)}
        />
      )}
      <Tool label={t('logs:times')} icon={IconClock} on={times} onClick={() => props.onTimes(!times)} />
      <Tool label={t('logs:wrap')} icon={IconTextWrap} on={wrap} onClick={() => props.onWrap(!wrap)} />
      <Tool
        label={copied ? t('logs:copied') : t('logs:copyAll')}
        icon={copied ? IconCheck : IconCopy}
        onClick={copy}
      />
      <Tool label={t('logs:download')} icon={IconDownload} onClick={props.onDownload} />
      <Tool label={t('logs:clear')} icon={IconEraser} onClick={props.onClear} />
      <Tool
        label={t('logs:follow')}
        icon={IconArrowBarToDown}
        on={props.following}
        onClick={props.onFollow}
      />
    </div>
  )
})

interface ToolProps {
  readonly label: string
  readonly icon: Icon
  /** given for what is on or off */
  readonly on?: boolean
  readonly onClick: () => void
}

/** A button of one icon in a log's toolbar. */
export function Tool({ label, icon: Glyph, on, onClick }: ToolProps): ReactNode {
  return (
    <Tooltip label={label}>
      <ActionIcon
        aria-label={label}
        {...(on === undefined ? {} : { 'aria-pressed': on })}
        variant={on ? 'light' : 'subtle'}
        color={on ? 'berth' : 'gray'}
        onClick={onClick}
      >
        <Glyph size={16} />
      </ActionIcon>
    </Tooltip>
  )
}
