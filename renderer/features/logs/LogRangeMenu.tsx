import { ActionIcon, Button, Popover, TextInput } from '@mantine/core'
import { IconCalendarTime, IconCheck } from '@tabler/icons-react'
import { useState, type SubmitEvent, type ReactNode } from 'react'
import { t } from '../../i18n/index.ts'
import css from './LogView.module.css'
import { newestLines, timeOf, type LogRange } from './range.ts'

interface LogRangeMenuProps {
  readonly range: LogRange
  readonly onRange: (range: LogRange) => void
}

const spans = ['10m', '1h', '1d'] as const

/** Which part of a log is shown: its newest lines, all of it, the last minutes, or between two times. */
export function LogRangeMenu({ range, onRange }: LogRangeMenuProps): ReactNode {
  const [opened, setOpened] = useState(false)
  const choose = (next: LogRange): void => {
    setOpened(false)
    onRange(next)
  }
  const plain = [
    { range: { kind: 'newest' }, label: t('logs:range.newest', { count: newestLines }) },
    { range: { kind: 'all' }, label: t('logs:range.all') },
    ...spans.map((since) => ({
      range: { kind: 'between', since, until: '' } as const,
      label: t(`logs:range.last.${since}`),
    })),
  ] as const
  const label = t('logs:range.labelled', { range: rangeWords(range) })
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus withinPortal returnFocus>
      <Popover.Target>
        {range.kind === 'newest' ? (
          <ActionIcon aria-label={label} title={label} onClick={() => setOpened(!opened)}>
            <IconCalendarTime size={16} />
          </ActionIcon>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconCalendarTime size={14} />}
            aria-label={label}
            onClick={() => setOpened(!opened)}
          >
            {rangeWords(range)}
          </Button>
        )}
      </Popover.Target>
      <Popover.Dropdown p={4} aria-label={t('logs:range.label')}>
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

function Between({ range, onRange }: LogRangeMenuProps): ReactNode {
  const given = range.kind === 'between' ? range : { since: '', until: '' }
  const [since, setSince] = useState(given.since)
  const [until, setUntil] = useState(given.until)
  const [tried, setTried] = useState(false)
  const problem = (text: string): string | null =>
    tried && text.trim() !== '' && timeOf(text, Date.now()) === null ? t('logs:range.noTime') : null
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const typed = [since, until].filter((text) => text.trim() !== '')
    if (typed.some((text) => timeOf(text, Date.now()) === null)) setTried(true)
    else if (typed.length > 0) onRange({ kind: 'between', since: since.trim(), until: until.trim() })
  }
  return (
    <form className={css.between} onSubmit={submit} aria-label={t('logs:range.between')}>
      <TextInput
        size="xs"
        label={t('logs:range.since')}
        placeholder={t('logs:range.sinceExample')}
        value={since}
        error={problem(since)}
        onChange={(event) => setSince(event.currentTarget.value)}
      />
      <TextInput
        size="xs"
        label={t('logs:range.until')}
        placeholder={t('logs:range.untilExample')}
        value={until}
        error={problem(until)}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={since.trim() === '' && until.trim() === ''}>
        {t('logs:range.show')}
      </Button>
    </form>
  )
}

/** A range in a few words, for a button. */
function rangeWords(range: LogRange): string {
  if (range.kind === 'newest') return t('logs:range.newestShort')
  if (range.kind === 'all') return t('logs:range.all')
  const known = spans.find((span) => span === range.since)
  if (known && range.until === '') return t(`logs:range.last.${known}`)
  if (range.until === '') return t('logs:range.sinceTime', { time: range.since })
  if (range.since === '') return t('logs:range.untilTime', { time: range.until })
  return t('logs:range.sinceUntil', { since: range.since, until: range.until })
}

const isSame = (one: LogRange, other: LogRange): boolean => JSON.stringify(one) === JSON.stringify(other)
