import { Checkbox } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../../i18n/index.ts'
import { useRunForm } from './form.ts'
import { hasProxies, withoutProxies, withProxies } from './proxies.ts'

/** Whether a new container gets the engine's proxies, as it would by `docker run`. Not there without any. */
export function ProxyField(): ReactNode {
  const { spec, set, offers, editing } = useRunForm()
  const { proxies } = offers
  if (editing || proxies.length === 0) return null
  return (
    <Checkbox
      label={t('run:proxies.give')}
      description={t('run:proxies.hint')}
      checked={hasProxies(spec, proxies)}
      onChange={({ currentTarget: { checked } }) =>
        set('env', (checked ? withProxies : withoutProxies)(spec, proxies).env)
      }
    />
  )
}
