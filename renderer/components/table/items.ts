/** What a table shows, line by line: rows, and the heads of the groups that they are in. */
export type TableItem<Row> =
  TableGroup<Row> | { readonly kind: 'row'; readonly id: string; readonly row: Row }

export interface TableGroup<Row> {
  readonly kind: 'group'
  readonly id: string
  readonly label: string
  readonly rows: readonly Row[]
  readonly open: boolean
}

/**
 * Lays sorted rows out in groups by `groupOf` (null: in no group, last). Groups come in the order of their
 * first row, so that the sort order rules them too; a closed group shows its head only.
 */
export function layOut<Row extends { id: string }>(
  rows: readonly Row[],
  groupOf: ((row: Row) => string | null) | null,
  closed: ReadonlySet<string>,
): TableItem<Row>[] {
  if (!groupOf) return rows.map(item)
  const groups = new Map<string, Row[]>()
  const loose: Row[] = []
  for (const row of rows) {
    const label = groupOf(row)
    if (label === null) {
      loose.push(row)
      continue
    }
    const members = groups.get(label)
    if (members) members.push(row)
    else groups.set(label, [row])
  }
  const items: TableItem<Row>[] = []
  for (const [label, members] of groups) {
    const open = !closed.has(label)
    items.push({ kind: 'group', id: groupId(label), label, rows: members, open })
    if (open) for (const row of members) items.push(item(row))
  }
  return [...items, ...loose.map(item)]
}

export const groupId = (label: string): string => `group:${label}`

const item = <Row extends { id: string }>(row: Row): TableItem<Row> => ({ kind: 'row', id: row.id, row })
