import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import {
  PlacePath,
  type PlaceEntry,
  type PlaceListing,
  type PlaceUse,
} from '../../electron/api/schema/places.ts'
import { useBerth } from '../client/context.ts'

/** What may be picked: a folder, or a file that `accepts` its name. */
export interface PlaceChoice {
  readonly pick: 'folder' | 'file'
  readonly accepts?: ((name: string) => boolean) | undefined
}

/** A folder of the host's; asked anew each time that it is looked at. */
export function usePlaces(dir: string | null): UseQueryResult<PlaceListing> {
  const { client } = useBerth()
  return useQuery({
    queryKey: ['places', dir],
    queryFn: () => client.places.list.query({ path: dir ?? '/' }),
    enabled: dir !== null && PlacePath.safeParse(dir).success,
    staleTime: 2000,
    gcTime: 60_000,
  })
}

export function useRecentPlaces(use: PlaceUse): readonly string[] {
  const { client } = useBerth()
  const { data } = useQuery({
    queryKey: ['places.recent', use],
    queryFn: () => client.places.recent.query({ use }),
    staleTime: 0,
  })
  return data ?? []
}

/** The entries that can be gone into or picked and are called so; what begins with a dot only when a dot is typed. */
export function fitting(entries: readonly PlaceEntry[], name: string, choice: PlaceChoice): PlaceEntry[] {
  const typed = name.toLowerCase()
  const usable = entries.filter(
    (entry) =>
      (entry.kind === 'folder' ||
        (entry.kind === 'file' && choice.pick === 'file' && (choice.accepts?.(entry.name) ?? true))) &&
      (typed.startsWith('.') || !entry.name.startsWith('.')),
  )
  const begins = usable.filter((entry) => entry.name.toLowerCase().startsWith(typed))
  const holds = usable.filter((entry) => entry.name.toLowerCase().includes(typed) && !begins.includes(entry))
  return [...begins, ...holds]
}
