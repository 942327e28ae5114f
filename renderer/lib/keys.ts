import { useEffect, useRef, type RefObject } from 'react'

/** Keys by name: a printable key as it comes ("j", "?"), others by `event.key`, with "Shift+", "Mod+" in front. */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>

/** The name of a pressed key in a `KeyMap`; Mod is Ctrl, or Command on a Mac. */
export function keyName(
  event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): string {
  const key = event.key === ' ' ? 'Space' : event.key
  const printable = key.length === 1
  const parts = [
    ...(event.ctrlKey || event.metaKey ? ['Mod'] : []),
    ...(event.altKey ? ['Alt'] : []),
    // Shift is part of what a printable key says ("?" is Shift+/ on many keyboards).
    ...(event.shiftKey && (!printable || event.ctrlKey || event.metaKey) ? ['Shift'] : []),
    printable && (event.ctrlKey || event.metaKey) ? key.toLowerCase() : key,
  ]
  return parts.join('+')
}

/** True where typed letters belong to what has the focus: fields, editors, terminals. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('.xterm')) return true
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)
}

/** True where a dialog or a menu is open, and `within` is not a part of it. */
function isCovered(within: HTMLElement | null): boolean {
  const open = [...document.querySelectorAll('[role="dialog"], [role="menu"]')].at(-1)
  return open !== undefined && !open.contains(within)
}

interface KeyOptions {
  readonly enabled?: boolean
  /** only while the focus is in here, or nowhere */
  readonly within?: RefObject<HTMLElement | null>
}

/**
 * Listens to keys on the whole page. Keys without Mod are left to fields and to open dialogs and menus (of which a
 * table may be a part); what a
 * handler takes is not scrolled with or typed.
 */
export function useKeys(keys: KeyMap, { enabled = true, within }: KeyOptions = {}): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    if (!enabled) return
    const handle = (event: KeyboardEvent): void => {
      // A dialog that the key has just closed had the focus: the key was meant for it.
      const gone = event.target instanceof Node && !event.target.isConnected
      if (event.defaultPrevented || gone) return
      const name = keyName(event)
      const handler = latest.current[name]
      if (!handler) return
      if (within && !isIn(within.current, event.target)) return
      if (
        (!name.startsWith('Mod+') || within) &&
        (isTyping(event.target) || isCovered(within?.current ?? null))
      )
        return
      event.preventDefault()
      handler(event)
    }
    // What has the focus comes before the page around it, whichever of them began to listen first.
    const first = (event: KeyboardEvent): void => {
      if (event.target === document.body) return
      handle(event)
      // What it opened is in the page already: the rest of the same press must not reach that.
      if (event.defaultPrevented) event.stopPropagation()
    }
    document.addEventListener('keydown', handle)
    if (within) document.addEventListener('keydown', first, { capture: true })
    return () => {
      document.removeEventListener('keydown', handle)
      document.removeEventListener('keydown', first, { capture: true })
    }
  }, [enabled, within])
}

function isIn(element: HTMLElement | null, target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Node && (element?.contains(target) ?? false))
}
