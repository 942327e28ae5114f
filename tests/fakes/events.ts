import type { EventRow } from '../../electron/api/schema/events.ts'

/** An event of a container, as the host tells it. */
export function eventRow(number: number, change: Partial<EventRow> = {}): EventRow {
  return {
    id: String(number),
    number,
    time: new Date(Date.UTC(2026, 7, 1, 12) + number * 1000).toISOString(),
    type: 'container',
    action: 'start',
    detail: '',
    object: 'ab'.repeat(32),
    name: 'web',
    composeProject: null,
    attributes: { name: 'web', image: 'nginx:1.29' },
    ...change,
  }
}
