import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useStore } from '../../client/store.ts'
import { runPlace } from './open.ts'

/** Goes where `openRun` and `openEdit` want to. One for the whole page. */
export function RunDoor(): null {
  const navigate = useNavigate()
  const place = useStore(runPlace)
  useEffect(() => {
    if (!place) return
    runPlace.set(null)
    void navigate(place)
  }, [place, navigate])
  return null
}
