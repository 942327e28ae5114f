import { useCallback, useMemo } from 'react'
import { usePreference } from '../../lib/preferences.ts'

/** Which groups of the table are closed, by their labels; kept by this browser. */
export function useClosedGroups(table: string): [ReadonlySet<string>, (label: string) => void] {
  const [kept, setKept] = usePreference<string>(`closed.${table}`, '')
  const closed = useMemo(() => new Set(kept.split('\n').filter(Boolean)), [kept])
  const toggle = useCallback(
    (label: string) => {
      const after = new Set(closed)
      if (!after.delete(label)) after.add(label)
      setKept([...after].slice(-most).join('\n'))
    },
    [closed, setKept],
  )
  return [closed, toggle]
}

/** Groups come and go: the ones closed last are remembered. */
const most = 200
