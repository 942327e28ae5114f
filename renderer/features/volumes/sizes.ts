import { useQuery } from '@tanstack/react-query'
import type { VolumeSizes } from '../../../electron/api/schema/volumes.ts'
import type { Berth } from '../../client/berth.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'

const key = ['volumes', 'sizes'] as const

/** What is measured so far, for dialogs that are not to wait. */
export const knownSizes = (berth: Berth): VolumeSizes =>
  berth.queries
    .getQueriesData<VolumeSizes>({ queryKey: key })
    .reduce((all, [, sizes]) => ({ ...all, ...sizes }), {})

/** What each volume holds. The engine counts every file of all of them, so it is asked only while somebody looks. */
export function useSizes(): { sizes: VolumeSizes; measuring: boolean; measure: () => void } {
  const berth = useBerth()
  const live = useIsLive()
  const names = useStore(berth.volumes)
    .rows.map(({ id }) => id)
    .sort()
  const { data, isFetching, refetch } = useQuery({
    queryKey: [...key, names.join(' ')],
    queryFn: () => berth.client.volumes.sizes.query(),
    enabled: live && names.length > 0,
    placeholderData: (before) => before,
    gcTime: 60_000,
  })
  return { sizes: data ?? {}, measuring: isFetching, measure: () => void refetch() }
}

/** Bytes in all; null when one of them is not measured. */
export function sumOf(names: readonly string[], sizes: VolumeSizes): number | null {
  let sum = 0
  for (const name of names) {
    const size = sizes[name]
    if (size === undefined) return null
    sum += size
  }
  return sum
}
