import { SegmentedControl } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { t } from '../../i18n/index.ts'

/** Builds, or what the engine keeps of them to be faster the next time. */
export function BuildViews({ view }: { view: 'builds' | 'cache' }): ReactNode {
  const navigate = useNavigate()
  return (
    <SegmentedControl
      aria-label={t('builds:views')}
      value={view}
      onChange={(value) => void navigate({ to: value === 'cache' ? '/builds/cache' : '/builds' })}
      data={[
        { value: 'builds', label: t('builds:list') },
        { value: 'cache', label: t('builds:cache') },
      ]}
    />
  )
}
