import type { EventEmitter } from 'node:events'

/** What every emitter has; Electron's overloads name events, which the fakes take as they come. */
type EventMethod = keyof EventEmitter

/**
 * What a fake must be assignable to: it has nothing that Electron's own type lacks, but for `test`, by which tests lead
 * it; and what it has is of Electron's own types. `Parts` are fakes themselves, held to theirs elsewhere.
 */
export type Faithful<Fake, Real, Parts extends PropertyKey = never> = [
  Exclude<keyof Fake, keyof Real | 'test'>,
] extends [never]
  ? { [Name in Exclude<keyof Fake & keyof Real, EventMethod | Parts>]: Real[Name] }
  : never

/** Has the compiler see that a fake is of the shape that it must be of. */
export type Held<Shape, Fake extends Shape> = Fake
