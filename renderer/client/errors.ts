import { TRPCClientError } from '@trpc/client'
import type { AppRouter } from '../../electron/api/router/index.ts'
import { t } from '../i18n/index.ts'

/** What the host says of an error: a sentence, what to do, and a code to decide by. */
export type PlainError = NonNullable<TRPCClientError<AppRouter>['data']>['berth']

/** Any thrown value as a plain error. One without the host's own words means that the host was not reached. */
export function plainError(thrown: unknown): PlainError {
  if (thrown instanceof TRPCClientError) {
    const told = (thrown as TRPCClientError<AppRouter>).data?.berth
    if (told) return told
    return {
      code: 'host-unreachable',
      message: t('common:error.lost'),
      hint: t('common:error.lostHint'),
      step: null,
    }
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return {
    code: 'internal',
    message,
    hint: t('common:error.unexpectedHint'),
    step: null,
  }
}
