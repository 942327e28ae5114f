import { notifications } from '@mantine/notifications'
import { plainError } from '../client/errors.ts'
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
