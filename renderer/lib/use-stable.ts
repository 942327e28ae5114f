import { useCallback, useEffect, useRef } from 'react'

/** The same function for all renders, which does what that of the last one does: for parts that are drawn only when they change. */
export function useStable<Args extends unknown[], Result>(
  act: (...args: Args) => Result,
): (...args: Args) => Result {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  return useCallback((...args: Args) => latest.current(...args), [])
}
