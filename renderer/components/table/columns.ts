import type { ReactNode } from 'react'

/** One column of a table of `Row`s. */
export interface TableColumn<Row> {
  readonly id: string
  readonly header: string
  /** a CSS grid track: "minmax(120px, 2fr)" */
  readonly width: string
  /** what it is sorted by; a column without it can't be */
  readonly sortBy?: (row: Row) => string | number
  /** stands in a row of the page that is used again for another `row`: what keeps a state keeps it by the row's id */
  readonly cell: (row: Row) => ReactNode
  readonly align?: 'end'
  /** a first click on its head puts the largest on top */
  readonly largestFirst?: boolean
  /** the table's width in px under which the column gives way */
  readonly from?: number
}

export interface Sort {
  readonly id: string
  readonly desc: boolean
}

/** The least width of these in px, as their tracks say: 140 of "minmax(140px, 2fr)". */
export function leastWidth(columns: readonly { readonly width: string }[]): number {
  return columns.reduce((total, { width }) => total + Number(/(\d+)px/.exec(width)?.[1] ?? 0), 0)
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Numbers by size, texts as people sort them: web-2 before web-10, case aside. */
export function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return collator.compare(String(a), String(b))
}
