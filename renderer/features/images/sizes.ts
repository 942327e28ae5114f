import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ImageRow } from '../../../electron/api/schema/images.ts'
import { useBerth } from '../../client/context.ts'

export interface Sizes {
  /** what only this image holds, by its id */
  readonly uniqueBytes: ReadonlyMap<string, number>
  readonly totalBytes: number
}

/** What the engine measured of its images; null until it has. It is asked again when other images are here. */
export function useImageSizes(rows: readonly ImageRow[], live: boolean): Sizes | null {
  const { client } = useBerth()
  const ids = useMemo(
    () =>
      rows
        .map((row) => row.id)
        .sort()
        .join(),
    [rows],
  )
  const { data } = useQuery({
    queryKey: ['images', 'sizes', ids],
    queryFn: () => client.images.sizes.query(),
    enabled: live && rows.length > 0,
    placeholderData: (before) => before,
  })
  return useMemo(
    () =>
      data
        ? {
            totalBytes: data.totalBytes,
            uniqueBytes: new Map(data.images.map((one) => [one.id, one.bytes - one.sharedBytes])),
          }
        : null,
    [data],
  )
}
