import { isBackground, type EventRow } from '../../../electron/api/schema/events.ts'
import { remembered, termTest, type TermKind } from '../../lib/filter-terms.ts'
import type { Bounds } from '../../lib/time-range.ts'

type TermName = 'type' | 'action' | 'name' | 'project'

const kind: TermKind<EventRow, TermName> = {
  names: ['type', 'action', 'name', 'project'],
  textOf: remembered(({ type, action, detail, object, name, attributes }) =>
    `${type} ${action} ${detail} ${name} ${object} ${Object.values(attributes).join(' ')}`.toLowerCase(),
  ),
  tests: {
    type: ({ type }, value) => type.startsWith(value),
    action: ({ action, detail }, value) => action.startsWith(value) || detail.toLowerCase() === value,
    name: ({ name, object }, value) => name.toLowerCase().includes(value) || object.startsWith(value),
    project: ({ composeProject }, value) => composeProject?.toLowerCase().includes(value) ?? false,
  },
}

export interface EventChoice {
  readonly text: string
  readonly bounds: Bounds
  /** with what comes in masses: health checks and the like */
  readonly background: boolean
}

/** Of all events those that could be shown, and those of them that fit the filter's text. */
export function chosenEvents(
  events: readonly EventRow[],
  { text, bounds: { since, until }, background }: EventChoice,
): { readonly of: readonly EventRow[]; readonly fit: readonly EventRow[] } {
  // All times are written alike, so that their texts are in their order.
  const of = events.filter(
    (event) =>
      (background || !isBackground(event)) &&
      (since === null || event.time >= since) &&
      (until === null || event.time <= until),
  )
  const fits = termTest(text, kind)
  return { of, fit: fits ? of.filter(fits) : of }
}
