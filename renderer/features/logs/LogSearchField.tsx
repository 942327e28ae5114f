import { ActionIcon, TextInput, Tooltip } from '@mantine/core'
import {
  IconChevronDown,
  IconChevronUp,
  IconLetterCase,
  IconRegex,
  IconSearch,
  type Icon,
} from '@tabler/icons-react'
import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import { t } from '../../i18n/index.ts'
import type { Query } from './log-search.ts'
import { Tool } from './LogTools.tsx'
import css from './LogView.module.css'
import type { SearchView } from './useLogSearch.ts'

type Found = Pick<SearchView, 'count' | 'at' | 'complete'>

interface LogSearchFieldProps {
  readonly field: RefObject<HTMLInputElement | null>
  readonly query: Query
  /** why the query is no pattern */
  readonly problem: string | null
  readonly found: Found
  readonly onQuery: (query: Query) => void
  readonly onGo: (direction: 1 | -1) => void
}

/** Looks for plain text or a regular expression: Enter goes on, Shift and Enter back, Escape empties and leaves. */
export function LogSearchField(props: LogSearchFieldProps): ReactNode {
  const { query, problem, found, onQuery, onGo } = props
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') onGo(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape' && query.text !== '') onQuery({ ...query, text: '' })
    else if (event.key === 'Escape') event.currentTarget.blur()
    else if (event.altKey && event.code === 'KeyC') onQuery({ ...query, matchCase: !query.matchCase })
    else if (event.altKey && event.code === 'KeyR') onQuery({ ...query, regex: !query.regex })
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <>
      <TextInput
        ref={props.field}
        className={css.search}
        size="xs"
        aria-label={t('logs:search.label')}
        placeholder={t('logs:search.placeholder')}
        leftSection={<IconSearch size={14} />}
        rightSectionWidth={52}
        rightSection={
          <>
            <Switch
              label={t('logs:search.matchCase')}
              icon={IconLetterCase}
              on={query.matchCase}
              onClick={() => onQuery({ ...query, matchCase: !query.matchCase })}
            />
            <Switch
              label={t('logs:search.regex')}
              icon={IconRegex}
              on={query.regex}
              onClick={() => onQuery({ ...query, regex: !query.regex })}
            />
          </>
        }
        value={query.text}
        error={problem !== null}
        onChange={(event) => onQuery({ ...query, text: event.currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      {query.text !== '' && (
        <>
          <span className={css.count} role="status" title={problem ?? undefined}>
            {problem === null ? matchWords(found) : t('logs:search.notRegex')}
          </span>
          <Tool label={t('logs:search.previous')} icon={IconChevronUp} onClick={() => onGo(-1)} />
          <Tool label={t('logs:search.next')} icon={IconChevronDown} onClick={() => onGo(1)} />
        </>
      )}
    </>
  )
}

function matchWords({ count, at, complete }: Found): string {
  if (at !== null)
    return complete
      ? t('logs:search.of', { at: at + 1, count })
      : t('logs:search.ofMore', { at: at + 1, count })
  if (count === 0 && complete) return t('logs:search.none')
  return complete ? t('logs:search.found', { count }) : t('logs:search.foundSoFar', { count })
}

interface SwitchProps {
  readonly label: string
  readonly icon: Icon
  readonly on: boolean
  readonly onClick: () => void
}

function Switch({ label, icon: Glyph, on, onClick }: SwitchProps): ReactNode {
  return (
    <Tooltip label={label}>
      <ActionIcon
        size={24}
        aria-label={label}
        aria-pressed={on}
        variant={on ? 'light' : 'subtle'}
        color={on ? 'berth' : 'gray'}
        onClick={onClick}
      >
        <Glyph size={14} />
      </ActionIcon>
    </Tooltip>
  )
}
