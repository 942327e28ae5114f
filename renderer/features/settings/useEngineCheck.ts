import { useEffect, useState } from 'react'
import type { EngineCheck, EngineSettings } from '../../../electron/api/schema/engine-settings.ts'
import { useBerth } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'

/** What the engine says of what is typed; `asking` while it has not said it yet. */
export type Verdict =
  EngineCheck | { readonly outcome: 'asking' } | { readonly outcome: 'failed'; why: string }

/** Milliseconds after the last keystroke until the engine is asked: it starts a process each time. */
const restMs = 600

/** Asks the engine about settings whenever they have rested for a moment; null while there is nothing to ask. */
export function useEngineCheck(engine: EngineSettings | null): Verdict | null {
  const { client } = useBerth()
  const [verdict, setVerdict] = useState<{ asked: string; verdict: Verdict } | null>(null)
  const asked = engine && JSON.stringify(engine)
  useEffect(() => {
    if (asked === null) return
    let left = false
    const say = (said: Verdict): void => {
      if (!left) setVerdict({ asked, verdict: said })
    }
    const timer = setTimeout(() => {
      client.settings.engine.check
        .mutate({ engine: JSON.parse(asked) as EngineSettings })
        .then(say, (thrown: unknown) => say({ outcome: 'failed', why: plainError(thrown).message }))
    }, restMs)
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [client, asked])
  if (asked === null) return null
  return verdict?.asked === asked ? verdict.verdict : { outcome: 'asking' }
}
