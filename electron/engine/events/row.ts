import type { EventRow } from '../../api/schema/events.ts'
import { composeOf } from '../containers/row.ts'
import type { EngineEvent } from '../events.ts'
import { clip } from '../text.ts'

const mostAttributes = 64

/** What the page is told of an event. All of it that the guest says is bounded. */
export function rowOf(event: EngineEvent, number: number): EventRow {
  const { type, action, detail, id, attributes, time } = event
  return {
    id: String(number),
    number,
    time,
    type,
    action,
    detail,
    object: id,
    name: clip(attributes['name'] ?? id, 256),
    composeProject: composeOf(attributes).composeProject,
    attributes: Object.fromEntries(
      Object.entries(attributes)
        .slice(0, mostAttributes)
        .map(([name, value]) => [clip(name, 256), clip(value, 1024)]),
    ),
  }
}

/** About how many bytes an event takes. */
export function weightOf({ attributes, detail, name, object }: EventRow): number {
  let characters = detail.length + name.length + object.length
  for (const [key, value] of Object.entries(attributes)) characters += key.length + value.length
  return 300 + 2 * characters
}
