import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { ObjectRef } from '../../../electron/api/schema/object.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { t } from '../../i18n/index.ts'
import { registryOf, withoutTag } from './words.ts'

/** ms that a name rests before its registry is asked: nobody means the half of one */
const restMs = 600
/** ms that a list of tags is believed */
const freshMs = 5 * 60_000
/** as many as a list can be looked through */
const shown = 100

/** The references that a registry offers for what was typed, and a word on where they are from. */
export function useTags(typed: string): { references: string[]; said: string | null } {
  const { client } = useBerth()
  const live = useIsLive()
  const [rested] = useDebouncedValue(withoutTag(typed.trim()), restMs)
  const current = withoutTag(typed.trim())
  const { data, error, isFetching } = useQuery({
    queryKey: ['registry', 'tags', rested],
    queryFn: ({ signal }) => client.registries.tags.query({ name: rested }, { signal }),
    enabled: live && rested.length > 1 && ObjectRef.safeParse(rested).success,
    staleTime: freshMs,
  })
  const registry = registryOf(rested)
  if (rested !== current || rested === '') return { references: [], said: null }
  if (error) {
    const { code, message } = plainError(error)
    // A name that is still being typed is not there, of course.
    return {
      references: [],
      said:
        code === 'not-found' || code === 'bad-input'
          ? null
          : t('images:pull.tagsNone', { registry, reason: message }),
    }
  }
  if (!data) return { references: [], said: isFetching ? t('images:pull.tagsAsking', { registry }) : null }
  const count = data.tags.length
  const wanted = typed.trim().slice(rested.length + 1)
  const fitting = data.tags.filter((tag) => tag.includes(wanted)).slice(0, shown)
  return {
    references: fitting.map((tag) => `${rested}:${tag}`),
    said: t(data.more ? 'images:pull.tagsMore' : 'images:pull.tagsOffered', { count, registry }),
  }
}
