import type { RestartPolicy } from '../../../electron/api/schema/container.ts'
import { t } from '../../i18n/index.ts'

/** A restart policy in words: "after a failure, 3 times at most". */
export function restartWords({ name, maximumRetries }: RestartPolicy): string {
  if (name === 'on-failure' && maximumRetries > 0)
    return t('container:restart.failureTimes', { count: maximumRetries })
  return t(`container:restart.${name}`)
}
