import { ActionIcon, NativeSelect, TextInput, Tooltip } from '@mantine/core'
import {
  IconArrowBarToDown,
  IconCheck,
  IconChevronDown,
  IconChevronUp,
  IconClock,
  IconCopy,
  IconDownload,
  IconEraser,
  IconSearch,
  IconTextWrap,
  type Icon,
} from '@tabler/icons-react'
import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import { useCopy } from '../../components/Copyable.tsx'
import type { LogFeed } from './log-feed.ts'
import { downloadLog, logText } from './log-text.ts'
import css from './LogView.module.css'
import type { SearchView } from './useLogSearch.ts'

export type StreamChoice = 'both' | 'stdout' | 'stderr'

interface LogToolsProps {
  readonly feed: LogFeed
  readonly name: string
  readonly query: string
  readonly search: SearchView
  readonly stream: StreamChoice
  readonly streams: boolean
  readonly lead: ReactNode
  readonly times: boolean
  readonly wrap: boolean
  readonly following: boolean
  readonly searchField: RefObject<HTMLInputElement | null>
  readonly onQuery: (query: string) => void
  readonly onGo: (direction: 1 | -1) => void
  readonly onStream: (stream: StreamChoice) => void
  readonly onTimes: (on: boolean) => void
  readonly onWrap: (on: boolean) => void
  readonly onFollow: () => void
}

/** What can be done with a log: search, choose a stream, times, wrap, copy, save, clear, follow. */
export function LogTools(props: LogToolsProps): ReactNode {
  const { feed, query, search } = props
  const { copied, copy } = useCopy(() => [...logText(feed.buffer, props.times)].join(''))
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') props.onGo(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape' && query !== '') props.onQuery('')
    else if (event.key === 'Escape') event.currentTarget.blur()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={css.tools} role="toolbar" aria-label={`Log of ${props.name}`}>
      {props.lead}
      <TextInput
        ref={props.searchField}
        className={css.search}
        size="xs"
        aria-label="Search the log"
        placeholder="Search"
        leftSection={<IconSearch size={14} />}
        value={query}
        onChange={(event) => props.onQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {query !== '' && (
        <>
          <span className={css.count} role="status">
            {matchWords(search)}
          </span>
          <Tool label="Previous match" icon={IconChevronUp} onClick={() => props.onGo(-1)} />
          <Tool label="Next match" icon={IconChevronDown} onClick={() => props.onGo(1)} />
        </>
      )}
      <span className={css.gap} />
      {props.streams && (
        <NativeSelect
          aria-label="Stream"
          className={css.stream}
          data={[
            { value: 'both', label: 'both' },
            { value: 'stdout', label: 'stdout' },
            { value: 'stderr', label: 'stderr' },
          ]}
          value={props.stream}
          onChange={(event) => props.onStream(event.currentTarget.value as StreamChoice)}
        />
      )}
      <Tool label="Times" icon={IconClock} on={props.times} onClick={() => props.onTimes(!props.times)} />
      <Tool
        label="Wrap long lines"
        icon={IconTextWrap}
        on={props.wrap}
        onClick={() => props.onWrap(!props.wrap)}
      />
      <Tool label={copied ? 'Copied' : 'Copy all'} icon={copied ? IconCheck : IconCopy} onClick={copy} />
      <Tool label="Download" icon={IconDownload} onClick={() => downloadLog(feed.buffer, props.name)} />
      <Tool label="Clear the view" icon={IconEraser} onClick={() => feed.clear()} />
      <Tool label="Follow" icon={IconArrowBarToDown} on={props.following} onClick={props.onFollow} />
    </div>
  )
}

function matchWords({ count, at, complete }: SearchView): string {
  const total = `${count.toLocaleString('en')}${complete ? '' : '+'}`
  if (at !== null) return `${(at + 1).toLocaleString('en')} of ${total}`
  return count === 0 && complete ? 'no match' : `${total} found`
}

interface ToolProps {
  readonly label: string
  readonly icon: Icon
  /** given for what is on or off */
  readonly on?: boolean
  readonly onClick: () => void
}

function Tool({ label, icon: Glyph, on, onClick }: ToolProps): ReactNode {
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
