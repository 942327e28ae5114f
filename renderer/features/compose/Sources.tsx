import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ComposeFiles, ComposeProject } from '../../../electron/api/schema/compose.ts'
import { useIsLive } from '../../client/context.ts'
import { Copyable } from '../../components/Copyable.tsx'
import { Facts } from '../../components/Facts.tsx'
import { t } from '../../i18n/index.ts'
import { askForChoice } from './ChooseEnvironment.tsx'

interface SourcesProps {
  readonly project: ComposeProject
  readonly source: ComposeFiles
}

/** Which files a project is made of, and what they are read with. */
export function Sources({ project, source }: SourcesProps): ReactNode {
  const live = useIsLive()
  const path = (value: string): ReactNode => (
    <Copyable key={value} value={value} what={t('compose:source.path')} mono />
  )
  const many = (values: readonly string[], none: string): ReactNode =>
    values.length === 0 ? none : values.map(path)
  return (
    <Facts
      title={t('compose:source.title')}
      facts={[
        [t('compose:source.dir'), path(source.dir)],
        [t('compose:source.files', { count: source.files.length }), many(source.files, '')],
        [t('compose:source.env'), many(source.envFiles, t('compose:source.noEnv'))],
        [
          t('compose:source.profiles'),
          source.profiles.length > 0 ? source.profiles.join(', ') : t('compose:source.noProfiles'),
        ],
      ]}
      actions={
        <Button
          size="compact-sm"
          variant="default"
          disabled={!live || project.filesAre !== 'here'}
          onClick={() => askForChoice(project, source)}
        >
          {t('compose:choose.button')}
        </Button>
      }
    />
  )
}
