/**
 * In which of the page's rows each item is drawn. An item keeps its row as long as it is in sight; one that comes into sight takes
 * the row of one that left, so that scrolling changes words in rows that are there instead of making new ones. Never is a row
 * given to another item while its own is in sight: what is pressed on one must not be let go on another.
 */
export class Slots {
  #slots = new Map<string, number>()

  /** The row of each of these items, by its id; the same for the same items. */
  give(ids: readonly string[]): ReadonlyMap<string, number> {
    const before = this.#slots
    const now = new Map<string, number>()
    for (const id of ids) {
      const slot = before.get(id)
      if (slot !== undefined) now.set(id, slot)
    }
    const taken = new Set(now.values())
    let next = 0
    for (const id of ids) {
      if (now.has(id)) continue
      while (taken.has(next)) next += 1
      now.set(id, next)
      next += 1
    }
    this.#slots = now
    return now
  }
}
