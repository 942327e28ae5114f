import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useBerth } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { baseName } from '../../lib/paths.ts'
import css from './Compose.module.css'
import { FileEditor } from './FileEditor.tsx'
import type { TabProps } from './tabs.tsx'

/** The project's compose files, one at a time, to be edited. */
export function FileTab({ project }: TabProps): ReactNode {
  const { client } = useBerth()
  const files = project.source?.files ?? []
  const [chosen, setChosen] = useState(0)
  const path = files[chosen] ?? files[0]
  const { data, error } = useQuery({
    queryKey: ['compose.read', project.id, path],
    queryFn: () => client.compose.read.query({ project: project.id, path: path ?? '' }),
    enabled: path !== undefined,
    // Read anew whenever the editor is opened; while it is open, the editor itself hears of changes.
    gcTime: 0,
  })
  const failure = error ? plainError(error) : null
  if (path === undefined || failure)
    return (
      <div className={css.note}>
        <Notice
          kind="error"
          message={failure?.message ?? t('compose:unknown')}
          hint={failure?.hint ?? t('compose:missingHint')}
        />
      </div>
    )
  if (!data) return <p className={css.note}>{t('components:detail.opening')}</p>
  return (
    <FileEditor
      key={path}
      project={project}
      file={data}
      choice={
        files.length > 1 && (
          <NativeSelect
            aria-label={t('compose:file.choose')}
            value={path}
            data={files.map((file) => ({ value: file, label: baseName(file) }))}
            onChange={(event) => setChosen(files.indexOf(event.currentTarget.value))}
          />
        )
      }
    />
  )
}
