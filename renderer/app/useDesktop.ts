import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Watch } from '../../electron/api/client/watch.ts'
import { useBerth } from '../client/context.ts'
import { inDesktop } from '../client/in-desktop.ts'
import { chosenLanguage } from '../i18n/index.ts'

/** In the desktop's window: goes where tray, menus and links lead, and tells them what they shall speak. */
export function useDesktop(): void {
  const { client } = useBerth()
  const { history } = useRouter()
  useEffect(() => {
    if (!inDesktop) return
    client.desktop.speak.mutate({ language: chosenLanguage() }).catch(() => undefined)
    const watch = new Watch<string>(
      (on) => client.desktop.shown.subscribe(undefined, on),
      (address) => history.push(address),
    )
    watch.start()
    return () => watch.stop()
  }, [client, history])
}
