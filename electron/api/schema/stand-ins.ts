/**
 * While a container is made anew, two stand beside each other: the new one as "web-next-…", then the old one as
 * "web-before-…". The names are what is left to see of work that was cut off in the middle.
 */
export interface StandIn {
  /** of the container that is made anew */
  readonly name: string
  /** `before`: the old one, kept until the new one runs; `next`: the new one, before it has the name */
  readonly role: 'before' | 'next'
  /** when it began, UTC: "20261125t101500" */
  readonly stamp: string
}

const pattern = /^(.+)-(before|next)-(\d{8}t\d{6})$/

export const standInName = ({ name, role, stamp }: StandIn): string => `${name}-${role}-${stamp}`

export function standInOf(containerName: string): StandIn | null {
  const [, name, role, stamp] = pattern.exec(containerName) ?? []
  if (name === undefined || stamp === undefined || (role !== 'before' && role !== 'next')) return null
  return { name, role, stamp }
}

export const stampOf = (date: Date): string =>
  date.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').toLowerCase()

/** Milliseconds since 1970 of a stamp. */
export const timeOfStamp = (stamp: string): number =>
  Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)t(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6Z'))

/** A container that was to be made anew, and what is there of it. */
export interface Interrupted {
  readonly name: string
  readonly stamp: string
  /** one of its own name is there: the old one where `before` is not, else the new one */
  readonly hasNew: boolean
}

/** What was cut off in the middle, by the names that are there; `busy` are those at which work goes on. */
export function interruptedAmong(names: readonly string[], busy: ReadonlySet<string>): Interrupted[] {
  const all = new Set(names)
  const found = new Map<string, Interrupted>()
  for (const one of names) {
    const standIn = standInOf(one)
    if (!standIn || busy.has(standIn.name)) continue
    const { name, stamp } = standIn
    const hasNew = all.has(name) && all.has(standInName({ name, role: 'before', stamp }))
    found.set(`${name} ${stamp}`, { name, stamp, hasNew })
  }
  return [...found.values()]
}
