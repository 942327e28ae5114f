import { useEffect, useState, type RefObject } from 'react'

/** The tabs of a list (by `data-tab`) that are not wholly in sight; the open one is brought there. */
export function useCutTabs(list: RefObject<HTMLElement | null>, open: string): ReadonlySet<string> {
  const [cut, setCut] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    const root = list.current
    if (!root) return
    const known = new Set<string>()
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, intersectionRatio } of entries) {
          const id = (target as HTMLElement).dataset.tab ?? ''
          if (intersectionRatio > 0.98) known.delete(id)
          else known.add(id)
        }
        setCut(new Set(known))
      },
      { root, threshold: [0, 0.98, 1] },
    )
    for (const tab of root.querySelectorAll('[data-tab]')) observer.observe(tab)
    return () => observer.disconnect()
  }, [list])
  const someCut = cut.size > 0
  useEffect(() => {
    const tab = list.current?.querySelector<HTMLElement>(`[data-tab="${open}"]`)
    // The menu beside them takes room once there is one.
    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [list, open, someCut])
  return cut
}
