import { useSyncExternalStore } from 'react'

/** What a component can read and be told about: the half of a store that pages see. */
export interface Readable<T> {
  readonly get: () => T
  /** Calls `listener` after every change; returns what ends that. */
  readonly subscribe: (listener: () => void) => () => void
}

/** One value outside React. Listeners hear only real changes. */
export class Store<T> implements Readable<T> {
  readonly #listeners = new Set<() => void>()
  #value: T

  constructor(initial: T) {
    this.#value = initial
  }

  readonly get = (): T => this.#value

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return
    this.#value = value
    for (const listener of [...this.#listeners]) listener()
  }

  update(change: (value: T) => T): void {
    this.set(change(this.#value))
  }
}

/** The store's value now, and a render for every later one. */
export function useStore<T>(store: Readable<T>): T {
  return useSyncExternalStore(store.subscribe, store.get)
}
