import { ActionIcon, Button, Popover, TextInput } from '@mantine/core'
import { IconCalendarTime, IconCheck } from '@tabler/icons-react'
import { useState, type SubmitEvent, type ReactNode } from 'react'
import { t } from '../i18n/index.ts'
import { timeOf, type TimeRange } from '../lib/time-range.ts'
import css from './RangeMenu.module.css'

interface RangeMenuProps {
  /** "Which part of the log" */
  readonly label: string
  /** what stands for no time at all; the first is what is shown when nothing was chosen, by the icon alone */
  readonly wholes: readonly { readonly range: TimeRange; readonly label: string; readonly short: string }[]
  readonly range: TimeRange
  readonly onRange: (range: TimeRange) => void
}

const spans = ['10m', '1h', '1d'] as const

/** Which part of what has a time is shown: all of it, the last minutes, or what is between two times. */
export function RangeMenu({ label, wholes, range, onRange }: RangeMenuProps): ReactNode {
  const [opened, setOpened] = useState(false)
  const choose = (next: TimeRange): void => {
    setOpened(false)
    onRange(next)
  }
  const plain = [
    ...wholes,
    ...spans.map((since) => ({
      range: { kind: 'between', since, until: '' } as const,
      label: t(`components:range.last.${since}`),
    })),
  ]
  const short = wholes.find((whole) => whole.range.kind === range.kind)?.short ?? rangeWords(range)
  const name = t('components:range.labelled', { label, range: short })
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus withinPortal returnFocus>
      <Popover.Target>
        {range.kind === wholes[0]?.range.kind ? (
          <ActionIcon aria-label={name} title={name} onClick={() => setOpened(!opened)}>
            <IconCalendarTime size={16} />
          </ActionIcon>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconCalendarTime size={14} />}
            aria-label={name}
            onClick={() => setOpened(!opened)}
          >
            {short}
          </Button>
        )}
      </Popover.Target>
      <Popover.Dropdown p={4} aria-label={label}>
        {plain.map((each) => (
          <button
            key={each.label}
            type="button"
            className={css.choice}
            aria-pressed={isSame(each.range, range)}
            onClick={() => choose(each.range)}
          >
            <IconCheck size={14} aria-hidden visibility={isSame(each.range, range) ? 'visible' : 'hidden'} />
            {each.label}
          </button>
        ))}
        <Between range={range} onRange={choose} />
      </Popover.Dropdown>
    </Popover>
  )
}

function Between({ range, onRange }: Pick<RangeMenuProps, 'range' | 'onRange'>): ReactNode {
  const given = range.kind === 'between' ? range : { since: '', until: '' }
  const [since, setSince] = useState(given.since)
  const [until, setUntil] = useState(given.until)
  const [tried, setTried] = useState(false)
  const problem = (text: string): string | null =>
    tried && text.trim() !== '' && timeOf(text, Date.now()) === null ? t('components:range.noTime') : null
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const typed = [since, until].filter((text) => text.trim() !== '')
    if (typed.some((text) => timeOf(text, Date.now()) === null)) setTried(true)
    else if (typed.length > 0) onRange({ kind: 'between', since: since.trim(), until: until.trim() })
  }
  return (
    <form className={css.between} onSubmit={submit} aria-label={t('components:range.between')}>
      <TextInput
        size="xs"
        label={t('components:range.since')}
        placeholder={t('components:range.sinceExample')}
        value={since}
        error={problem(since)}
        onChange={(event) => setSince(event.currentTarget.value)}
      />
      <TextInput
        size="xs"
        label={t('components:range.until')}
        placeholder={t('components:range.untilExample')}
        value={until}
        error={problem(until)}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={since.trim() === '' && until.trim() === ''}>
        {t('components:range.show')}
      </Button>
    </form>
  )
}

/** A range in a few words, for a button. */
function rangeWords(range: TimeRange): string {
  if (range.kind !== 'between') return ''
  const known = spans.find((span) => span === range.since)
  if (known && range.until === '') return t(`components:range.last.${known}`)
  if (range.until === '') return t('components:range.sinceTime', { time: range.since })
  if (range.since === '') return t('components:range.untilTime', { time: range.until })
  return t('components:range.sinceUntil', { since: range.since, until: range.until })
}

const isSame = (one: TimeRange, other: TimeRange): boolean => JSON.stringify(one) === JSON.stringify(other)
