/** Which rows are selected, and where a range would start. */
export interface Selection {
  readonly ids: ReadonlySet<string>
  readonly anchor: string | null
}

export const nothing: Selection = { ids: new Set(), anchor: null }

export function toggled(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids)
  if (!ids.delete(id)) ids.add(id)
  return { ids, anchor: id }
}

/** Adds all from the anchor to `id`, in the order shown; without an anchor, `id` alone. */
export function extended(selection: Selection, id: string, order: readonly string[]): Selection {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor)
  const to = order.indexOf(id)
  if (to < 0) return selection
  const range = from < 0 ? [id] : order.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { ids: new Set([...selection.ids, ...range]), anchor: selection.anchor ?? id }
}

/** All of `order`, or none when all are selected already. */
export function allOrNone(selection: Selection, order: readonly string[]): Selection {
  const all = order.length > 0 && order.every((id) => selection.ids.has(id))
  return all ? nothing : { ids: new Set(order), anchor: null }
}

/** All rows of a group too, or none of them when all are selected already. */
export function groupToggled(selection: Selection, group: readonly { readonly id: string }[]): Selection {
  const ids = new Set(selection.ids)
  const all = group.every(({ id }) => ids.has(id))
  for (const { id } of group)
    if (all) ids.delete(id)
    else ids.add(id)
  return { ids, anchor: null }
}

/** Without the rows that are gone; the same object when none is. */
export function pruned(selection: Selection, exists: (id: string) => boolean): Selection {
  const ids = [...selection.ids].filter(exists)
  return ids.length === selection.ids.size ? selection : { ids: new Set(ids), anchor: selection.anchor }
}
