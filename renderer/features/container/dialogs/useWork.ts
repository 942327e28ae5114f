import { useState } from 'react'
import { plainError, type PlainError } from '../../../client/errors.ts'

/** What a dialog does when it is confirmed: it is busy meanwhile, and stays with the reason when it fails. */
export function useWork(work: () => Promise<void>): {
  readonly busy: boolean
  readonly error: PlainError | null
  readonly run: () => void
} {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<PlainError | null>(null)
  const run = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      await work()
    } catch (thrown) {
      setError(plainError(thrown))
    } finally {
      setBusy(false)
    }
  }
  return { busy, error, run: () => void run() }
}
