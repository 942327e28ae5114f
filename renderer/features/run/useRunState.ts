import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Offers } from '../../../electron/api/schema/create.ts'
import { unfitFields } from '../../../electron/api/schema/run-platform.ts'
import type { RunSpec } from '../../../electron/api/schema/run-spec.ts'
import { useBerth } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { afterPress } from '../../lib/after-press.ts'
import { useWindows } from '../engines/use-powers.ts'
import { keepDraft } from './drafts.ts'
import { systemOf, type RunForm } from './form.ts'
import { problemsOf, type Problems } from './problems.ts'

interface RunState {
  readonly form: RunForm
  /** all at once: an imported line, or none of the changes */
  readonly replace: (spec: RunSpec) => void
  /** What is in the way, shown at its fields from now on; nothing when it can be sent. */
  readonly check: (options: { starts: boolean }) => Problems
}

/** What the engine has that a container can be given. */
export function useOffers(): UseQueryResult<Offers> {
  const berth = useBerth()
  return useQuery({
    queryKey: ['create', 'offers'],
    queryFn: () => berth.client.create.offers.query(),
    staleTime: 0,
  })
}

/** A spec that is being entered. `draft`: where it is kept should the page be left. `self`: see `problemsOf`. */
export function useRunState(
  initial: RunSpec,
  options: { readonly draft: string; readonly self: string | null },
): RunState {
  const berth = useBerth()
  const windows = useWindows()
  const system = systemOf(windows)
  const [spec, setSpec] = useState(initial)
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState({ count: 0, starts: true })
  const { rows } = useStore(berth.containers)
  const images = useStore(berth.images).rows
  const names = useMemo(() => [...new Set(images.flatMap(({ tags }) => tags))].sort(), [images])
  const offers = useOffers()
  const problems = useMemo(
    () => problemsOf(spec, rows, { self: options.self, starts: tried.starts, system }),
    [spec, rows, options.self, tried.starts, system],
  )
  const unfit = useMemo(
    () => new Set<string>(unfitFields(spec, system).map(({ key }) => key)),
    [spec, system],
  )
  const replace = (next: RunSpec): void => {
    keepDraft(options.draft, next)
    setSpec(next)
  }
  return {
    replace,
    check({ starts }) {
      setTried({ count: tried.count + 1, starts })
      return problemsOf(spec, rows, { self: options.self, starts, system })
    },
    form: {
      spec,
      set: (key, value) => replace({ ...spec, [key]: value }),
      errorAt: (path) =>
        tried.count > 0 || touched.has(path) || unfit.has(path) ? problems.get(path) : undefined,
      touch: (path) => {
        if (!touched.has(path)) afterPress(() => setTouched((now) => new Set([...now, path])))
      },
      isWrong: (key) => [...problems.keys()].some((path) => path === key || path.startsWith(`${key}.`)),
      tried: tried.count,
      offers: offers.data ?? { volumes: [], networks: [], proxies: [] },
      images: names,
      editing: options.self !== null,
      windows,
    },
  }
}
