import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import css from './Tree.module.css'

/** One line of a tree, in the order in which lines are seen; what is closed has no lines below it. */
export interface TreeLine {
  readonly id: string
  /** 1 for the outermost */
  readonly level: number
  /** null for what cannot be opened */
  readonly open: boolean | null
}

interface TreeProps<Line extends TreeLine> {
  readonly label: string
  readonly lines: readonly Line[]
  /** the line that has the cursor */
  readonly current: string | null
  readonly onCurrent: (id: string) => void
  readonly onOpen: (line: Line, open: boolean) => void
  readonly render: (line: Line) => ReactNode
}

const lineHeight = 22
/** px by which a level is indented */
const indent = 16

/** A tree of any size: only what is in sight is drawn. Keys as WAI-ARIA has them for trees. */
export function Tree<Line extends TreeLine>(props: TreeProps<Line>): ReactNode {
  const { lines, current } = props
  const prefix = useId()
  const frame = useRef<HTMLDivElement>(null)
  const [focused, setFocused] = useState(false)
  const at = lines.findIndex(({ id }) => id === current)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => lineHeight,
    overscan: 12,
    initialRect: { width: 600, height: 600 },
    getItemKey: (index) => lines[index]?.id ?? index,
  })

  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
    // Only a cursor that moves brings its line into sight, not lines that come and go around it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [current])

  const go = (to: number): void => {
    const next = lines[Math.min(lines.length - 1, Math.max(0, to))]
    if (next) props.onCurrent(next.id)
  }
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => go(at + 1),
    ArrowUp: () => go(at - 1),
    Home: () => go(0),
    End: () => go(lines.length - 1),
    PageDown: () => go(at + page()),
    PageUp: () => go(at - page()),
    ArrowRight: () => {
      const line = lines[at]
      if (line?.open === false) props.onOpen(line, true)
      else if (line?.open) go(at + 1)
    },
    ArrowLeft: () => {
      const line = lines[at]
      if (!line) return
      if (line.open) props.onOpen(line, false)
      else {
        let above = at - 1
        while (above >= 0 && (lines[above]?.level ?? 0) >= line.level) above -= 1
        go(above)
      }
    },
    Enter: () => toggle(lines[at]),
    ' ': () => toggle(lines[at]),
  }
  const page = (): number => Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / lineHeight) - 1)
  const toggle = (line: Line | undefined): void => {
    if (line && line.open !== null) props.onOpen(line, !line.open)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  const items = virtual.getVirtualItems()
  const drawn = items.some(({ index }) => index === at)
  return (
    <div
      ref={frame}
      role="tree"
      aria-label={props.label}
      aria-activedescendant={drawn ? `${prefix}${at}` : undefined}
      tabIndex={0}
      className={css.tree}
      onKeyDown={onKeyDown}
      onFocus={() => {
        setFocused(true)
        if (at < 0) go(0)
      }}
      onBlur={() => setFocused(false)}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, key, start }) => {
          const line = lines[index]
          if (!line) return null
          return (
            <div
              key={key}
              id={`${prefix}${index}`}
              role="treeitem"
              aria-level={line.level}
              aria-selected={index === at}
              aria-expanded={line.open ?? undefined}
              data-focused={focused && index === at ? true : undefined}
              className={css.line}
              style={{ top: start, height: lineHeight, paddingInlineStart: 8 + (line.level - 1) * indent }}
              onClick={() => props.onCurrent(line.id)}
              onDoubleClick={() => toggle(line)}
            >
              <span
                aria-hidden
                className={css.twist}
                onClick={() => {
                  if (line.open !== null) props.onOpen(line, !line.open)
                }}
              >
                {line.open !== null &&
                  (line.open ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />)}
              </span>
              {props.render(line)}
            </div>
          )
        })}
      </div>
    </div>
  )
}
