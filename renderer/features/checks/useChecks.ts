import { useQuery } from '@tanstack/react-query'
import type { Check } from '../../../electron/api/schema/checks.ts'
import { useBerth } from '../../client/context.ts'

/** The checks of this computer, made when a page first asks and again by `look`. */
export function useChecks(): {
  readonly checks: readonly Check[] | null
  readonly error: unknown
  readonly looking: boolean
  readonly look: () => void
} {
  const { client } = useBerth()
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['checks'],
    queryFn: ({ signal }) => client.checks.run.query(undefined, { signal }),
    staleTime: 0,
  })
  return { checks: data ?? null, error, looking: isFetching, look: () => void refetch() }
}
