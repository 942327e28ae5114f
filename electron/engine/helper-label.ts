/** Marks what Berth makes for itself in the engine: it is shown in no list, and taken away when it is not used. */
export const helperLabel = 'berth.helper'

export const isHelper = (labels: Readonly<Record<string, string>> | null | undefined): boolean =>
  labels?.[helperLabel] !== undefined
