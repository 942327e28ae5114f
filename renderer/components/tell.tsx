import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { plainError } from '../client/errors.ts'
import type { Readable } from '../client/store.ts'
import { t } from '../i18n/index.ts'

/** Shows an error once, in the corner, until it is dismissed. What the user called off is no error. */
export function tellError(thrown: unknown, title?: string): void {
  const error = plainError(thrown)
  if (error.code === 'cancelled') return
  tellFailure(title ?? error.message, title ? `${error.message} ${error.hint}` : error.hint)
}

/** Shows in the corner what went wrong and what to do, until it is dismissed. */
export function tellFailure(title: string, message: string): void {
  notifications.show({
    color: 'red',
    title,
    message,
    autoClose: false,
    withCloseButton: true,
    closeButtonProps: { 'aria-label': t('common:dismiss') },
    role: 'alert',
  })
}

/** Says that something is so now; goes by itself. */
export function tell(message: string): void {
  notifications.show({ message, autoClose: 5000, closeButtonProps: { 'aria-label': t('common:dismiss') } })
}

/** Milliseconds that something can be taken back at the notice's button. */
const undoMs = 10_000

/** Milliseconds until what was done has to show, to be offered to be taken back. */
const showsWithinMs = 5000

interface Undo {
  readonly message: string
  /** what `holds` looks at */
  readonly store?: Pick<Readable<unknown>, 'subscribe'>
  /** What was done is so, and can be taken back; without it, that is so until the notice goes. */
  readonly holds?: () => boolean
  readonly undo: () => Promise<unknown>
}

/** the last one that can still be taken back, for the key */
let latest: (() => void) | null = null

/** Takes back what was done last, if that is still offered. */
export const undoLatest = (): void => latest?.()

/** Says that something was done, once it shows, with a button that takes it back; gone when that can't be any more. */
export function tellUndo({ message, store, holds = () => true, undo }: Undo): void {
  let notice: string | null = null
  const run = (): void => {
    end()
    undo().catch((thrown: unknown) => tellError(thrown))
  }
  const end = (): void => {
    unsubscribe?.()
    clearTimeout(timer)
    if (latest === run) latest = null
    if (notice !== null) notifications.hide(notice)
  }
  // It stays while somebody is at it.
  const stay = (): void => clearTimeout(timer)
  const leave = (): void => {
    clearTimeout(timer)
    timer = setTimeout(end, undoMs)
  }
  const look = (): void => {
    if (notice !== null && !holds()) end()
    if (notice !== null || !holds()) return
    leave()
    latest = run
    notice = notifications.show({
      message: (
        <Group justify="space-between" wrap="nowrap">
          <span>{message}</span>
          <Button size="compact-sm" variant="default" title={t('common:undoWithKey')} onClick={run}>
            {t('common:undo')}
          </Button>
        </Group>
      ),
      autoClose: false,
      closeButtonProps: { 'aria-label': t('common:dismiss') },
      onMouseEnter: stay,
      onFocus: stay,
      onMouseLeave: leave,
      onBlur: leave,
    })
  }
  let timer = setTimeout(() => end(), showsWithinMs)
  const unsubscribe = store?.subscribe(look)
  look()
}
