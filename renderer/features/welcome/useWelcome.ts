import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useBerth } from '../../client/context.ts'

/** Leads to the welcome when the page is opened in a new home, unless the address says where to go. */
export function useWelcome(): void {
  const { client } = useBerth()
  const navigate = useNavigate()
  useEffect(() => {
    if (!['/', '/containers'].includes(location.pathname)) return
    let left = false
    client.host.isNew
      .query()
      .then((isNew) => {
        if (isNew && !left) void navigate({ to: '/welcome', replace: true })
      })
      // No welcome is no loss; that nobody answers is told elsewhere.
      .catch(() => undefined)
    return () => {
      left = true
    }
  }, [client, navigate])
}
