import { useEffect, useRef, useState, type RefObject } from 'react'

/** px left and right of a line */
const marginPx = 2 * 12
/** characters of the mark for stderr, which wrapped rows keep free */
const markColumns = 2

/** How many characters fit in a line of the log in `frame`, from the width of a hundred of them. */
export function useColumns(frame: RefObject<HTMLDivElement | null>): {
  ref: RefObject<HTMLSpanElement | null>
  columns: number
} {
  const ref = useRef<HTMLSpanElement>(null)
  const [columns, setColumns] = useState(100)
  useEffect(() => {
    const lines = frame.current?.querySelector('[role="log"]')
    if (!lines) return
    const observer = new ResizeObserver(() => {
      const character = (ref.current?.getBoundingClientRect().width ?? 0) / 100
      if (character === 0 || lines.clientWidth === 0) return
      setColumns(Math.max(10, Math.floor((lines.clientWidth - marginPx) / character) - markColumns))
    })
    observer.observe(lines)
    return () => observer.disconnect()
  }, [frame])
  return { ref, columns }
}
