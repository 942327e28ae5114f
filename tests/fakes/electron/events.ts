import { EventEmitter } from 'node:events'

/** Electron's kind of emitter: the first argument can be told that its default is not wanted. */
export class Emitter extends EventEmitter {}

/** An event with its data, and whether its default was prevented. */
export function preventable<Data extends object>(data: Data): Data & Preventable {
  const event = {
    ...data,
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true
    },
  }
  return event
}

export interface Preventable {
  defaultPrevented: boolean
  preventDefault(): void
}
