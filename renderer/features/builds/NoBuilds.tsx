import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { firstCommand } from '../../lib/docker-command.ts'

/** Berth follows builds of BuildKit; Windows' engine has docker's first builder only. */
export function NoBuilds(): ReactNode {
  return (
    <Stack gap="md">
      <Notice kind="info" message={t('builds:none.message')} hint={t('builds:none.hint')} />
      <Command line={firstCommand('build', '--tag', 'name', '.')} />
    </Stack>
  )
}
