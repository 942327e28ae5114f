import type { ReactNode } from 'react'
import { RangeMenu } from '../../components/RangeMenu.tsx'
import { t } from '../../i18n/index.ts'
import type { TimeRange } from '../../lib/time-range.ts'
import { newestLines } from './newest.ts'

interface LogRangeMenuProps {
  readonly range: TimeRange
  readonly onRange: (range: TimeRange) => void
}

const wholes = [
  {
    range: { kind: 'newest' },
    label: t('logs:range.newest', { count: newestLines }),
    short: t('logs:range.newestShort'),
  },
  { range: { kind: 'all' }, label: t('logs:range.all'), short: t('logs:range.all') },
] as const

/** Which part of a log is shown: its newest lines, all of it, the last minutes, or between two times. */
export function LogRangeMenu(props: LogRangeMenuProps): ReactNode {
  return <RangeMenu label={t('logs:range.label')} wholes={wholes} {...props} />
}
