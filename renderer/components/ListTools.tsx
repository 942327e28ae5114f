import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import { t } from '../i18n/index.ts'
import { countOf, type RowNoun } from './row-noun.ts'
import css from './ListTools.module.css'

interface ListToolsProps {
  readonly noun: RowNoun
  readonly filter: string
  /** a button at the field's end that tells what a filter can say */
  readonly help?: ReactNode
  readonly field: RefObject<HTMLInputElement | null>
  readonly shown: number
  readonly total: number
  readonly selected: number
  /** buttons for what is selected */
  readonly bulk: ReactNode
  /** what else stands here while nothing is selected */
  readonly children?: ReactNode
  readonly onFilter: (text: string) => void
  readonly onClear: () => void
}

/** The line over a table: its filter and count, or what can be done with the selection. */
export function ListTools(props: ListToolsProps): ReactNode {
  const { noun, shown, total, selected } = props
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape') {
      if (props.filter !== '') props.onFilter('')
      else event.currentTarget.blur()
    } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.currentTarget.blur()
      event.currentTarget.closest('[data-list]')?.querySelector<HTMLElement>('[role="grid"]')?.focus()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={css.tools}>
      <TextInput
        ref={props.field}
        size="xs"
        className={css.filter}
        aria-label={t(`components:filter.${noun}`)}
        placeholder={t('components:filterKey')}
        leftSection={<IconSearch size={14} />}
        rightSection={props.help}
        value={props.filter}
        onChange={(event) => props.onFilter(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {selected > 0 ? (
        <div className={css.bulk} role="toolbar" aria-label={t('components:selection')}>
          <span className={css.count} role="status">
            {t('components:selected', { count: selected })}
          </span>
          {props.bulk}
          <Button size="compact-sm" variant="subtle" color="gray" onClick={props.onClear}>
            {t('components:clear')}
          </Button>
        </div>
      ) : (
        <>
          {props.children}
          <span className={css.count} role="status">
            {shown === total
              ? countOf(total, noun)
              : t('components:some', { shown, all: countOf(total, noun) })}
          </span>
        </>
      )}
    </div>
  )
}
