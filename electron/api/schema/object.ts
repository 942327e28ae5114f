import { z } from 'zod'

/** A reference to an object of the engine: an id, a name, or an image reference. Never a flag, a path or a control character. */
export const ObjectRef = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.:/@+-]*$/, 'not a name or an id of the engine')

/** A live table: the whole of it first (and after every reconnect), then what changed. */
export type TableChange<Row> =
  { kind: 'all'; rows: Row[] } | { kind: 'changed'; row: Row } | { kind: 'removed'; id: string }
