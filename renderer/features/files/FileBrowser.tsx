import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { FilePlace } from '../../../electron/api/schema/files.ts'
import { useBerth } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { Button } from '@mantine/core'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { FileView } from './FileView.tsx'
import css from './Files.module.css'
import { FolderView } from './FolderView.tsx'
import { parentOf } from './paths.ts'
import { placeKey } from './uploads.ts'

export interface FileBrowserProps {
  readonly place: FilePlace
  /** what the place is called */
  readonly name: string
  /** changes when what can be done there may have changed: a container's state */
  readonly state: string
  readonly path: string
  readonly onPath: (path: string) => void
  /** the command line that copies a path from there, where docker has one */
  readonly commandFor: (path: string) => string | null
}

/** The files of a place: a folder's entries, or what a file holds, whatever its path leads to. */
export function FileBrowser(props: FileBrowserProps): ReactNode {
  const { place, path, onPath } = props
  const { client } = useBerth()
  const { data, error } = useQuery({
    queryKey: ['files', placeKey(place), props.state, path],
    queryFn: () => client.files.look.query({ place, path }),
    gcTime: 0,
  })
  if (error) {
    const { message, hint } = plainError(error)
    return (
      <div className={css.wait}>
        <Notice
          kind="error"
          message={message}
          hint={hint}
          actions={
            path !== '/' && (
              <Button size="compact-sm" variant="default" onClick={() => onPath(parentOf(path))}>
                {parentOf(path)}
              </Button>
            )
          }
        />
      </div>
    )
  }
  if (!data) return <p className={css.wait}>{t('files:reading')}</p>
  return (
    <section className={css.browser} aria-label={t('files:browser', { name: props.name })}>
      {data.kind === 'folder' ? (
        <FolderView key={data.path} {...props} path={data.path} powers={data.powers} />
      ) : (
        <FileView key={data.path} {...props} look={data} />
      )}
    </section>
  )
}
