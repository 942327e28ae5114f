import {
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import { compare, type Sort, type TableColumn } from './columns.ts'

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: {},
})

/** `rows` in the order of `sort`; computed again only when one of them changed. */
export function useSorted<Row extends object>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  sort: Sort,
): Row[] {
  const definitions = useMemo(
    () =>
      columns.map((column): ColumnDef<typeof features, Row> => ({
        id: column.id,
        accessorFn: (row) => column.sortBy?.(row) ?? '',
        sortFn: (a, b, id) => compare(a.getValue(id), b.getValue(id)),
      })),
    [columns],
  )
  const sorting = useMemo(() => [{ id: sort.id, desc: sort.desc }], [sort.id, sort.desc])
  const table = useTable({ features, columns: definitions, data: rows, state: { sorting } })
  const model = table.getRowModel()
  return useMemo(() => model.rows.map((row) => row.original), [model])
}
