import { notifications } from '@mantine/notifications'
import { plainError } from '../client/errors.ts'
import { t } from '../i18n/index.ts'

/** Shows an error once, in the corner, until it is dismissed. What the user called off is no error. */
export function tellError(thrown: unknown, title?: string): void {
  const error = plainError(thrown)
  if (error.code === 'cancelled') return
  notifications.show({
    color: 'red',
    title: title ?? error.message,
    message: title ? `${error.message} ${error.hint}` : error.hint,
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
