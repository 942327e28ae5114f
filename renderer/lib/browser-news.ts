import { inDesktop } from '../client/in-desktop.ts'

/** Something that a user may want to know while another window has the screen. */
interface News {
  readonly title: string
  readonly body: string
  /** a later one of the same tag takes its place, also from another tab */
  readonly tag: string
}

/** Shows it as a notification of the browser's, where nobody looks at the page and the user allowed it. */
export function tellWhileHidden({ title, body, tag }: News): void {
  if (!document.hidden || newsPermission() !== 'granted') return
  const shown = new Notification(title, { body, tag })
  shown.addEventListener('click', () => {
    window.focus()
    shown.close()
  })
}

/** Whether the browser may be used so; null where it has no notifications, or the desktop app has its own. */
export const newsPermission = (): NotificationPermission | null =>
  'Notification' in window && !inDesktop ? Notification.permission : null
