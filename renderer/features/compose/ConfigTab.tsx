import { Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { useBerth } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { useCopy } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { Button } from '@mantine/core'
import { t } from '../../i18n/index.ts'
import css from './Compose.module.css'
import type { TabProps } from './tabs.tsx'

const YamlView = lazy(async () => ({ default: (await import('./editor/YamlEditor.tsx')).YamlView }))

/** The files as compose merges and resolves them: what it would bring up. */
export function ConfigTab({ project }: TabProps): ReactNode {
  const { client } = useBerth()
  const [interpolate, setInterpolate] = useState(true)
  const { data, error } = useQuery({
    queryKey: ['compose.config', project.id, project.source, interpolate],
    queryFn: () => client.compose.config.query({ project: project.id, interpolate }),
    placeholderData: (before) => before,
    staleTime: 0,
    refetchOnWindowFocus: true,
  })
  const { copied, copy } = useCopy(() => data ?? '')
  const failure = error ? plainError(error) : null
  return (
    <>
      <div className={css.tools}>
        <Switch
          size="xs"
          label={t('compose:config.interpolate')}
          checked={interpolate}
          onChange={(event) => setInterpolate(event.currentTarget.checked)}
        />
        <Button
          className={css.push ?? ''}
          size="compact-sm"
          variant="subtle"
          color="gray"
          disabled={data === undefined}
          onClick={copy}
        >
          {t(copied ? 'compose:output.copied' : 'compose:output.copy')}
        </Button>
      </div>
      {failure ? (
        <div className={css.note}>
          <Notice kind="error" message={failure.message} hint={failure.hint} />
        </div>
      ) : (
        data !== undefined && (
          <div className={css.editor}>
            <Suspense fallback={<p className={css.note}>{t('components:detail.opening')}</p>}>
              <YamlView text={data} label={t('compose:config.label', { name: project.id })} />
            </Suspense>
          </div>
        )
      )}
    </>
  )
}
