import { useCallback } from 'react'
import { Store, useStore } from '../client/store.ts'

const stores = new Map<string, Store<string | null>>()

function preference(name: string): Store<string | null> {
  const known = stores.get(name)
  if (known) return known
  const store = new Store<string | null>(localStorage.getItem(`berth.${name}`))
  stores.set(name, store)
  return store
}

type Plain = string | number | boolean
type Widened<T extends Plain> = T extends number ? number : T extends boolean ? boolean : T

/** How this browser likes a thing: kept in its storage, shared by all that ask for the same name. */
export function usePreference<T extends Plain>(
  name: string,
  fallback: T,
): [Widened<T>, (value: Widened<T>) => void] {
  const stored = useStore(preference(name))
  const set = useCallback(
    (value: Widened<T>) => {
      localStorage.setItem(`berth.${name}`, String(value))
      preference(name).set(String(value))
    },
    [name],
  )
  return [(stored === null ? fallback : parsed(stored, fallback)) as Widened<T>, set]
}

function parsed(text: string, like: Plain): Plain {
  if (typeof like === 'boolean') return text === 'true'
  if (typeof like === 'string') return text
  const value = Number(text)
  return Number.isFinite(value) ? value : like
}
