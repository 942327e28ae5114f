import type { ReactNode } from 'react'

/** One column of a table of `Row`s. */
export interface TableColumn<Row> {
  readonly id: string
  readonly header: string
  /** a CSS grid track: "minmax(120px, 2fr)" */
  readonly width: string
  /** what it is sorted by; a column without it can't be */
  readonly sortBy?: (row: Row) => string | number
  readonly cell: (row: Row) => ReactNode
  readonly align?: 'end'
  /** the table's width in px under which the column gives way */
  readonly from?: number
}

export interface Sort {
  readonly id: string
  readonly desc: boolean
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Numbers by size, texts as people sort them: web-2 before web-10, case aside. */
export function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return collator.compare(String(a), String(b))
}
