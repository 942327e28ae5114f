import { Button } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'
import type { FilePlace, FoundPart } from '../../../electron/api/schema/files.ts'
import { useBerth } from '../../client/context.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'
import { KindIcon } from './columns.tsx'
import css from './Files.module.css'

interface FoundProps {
  readonly place: FilePlace
  readonly path: string
  readonly text: string
  readonly onPath: (path: string) => void
  readonly onClose: () => void
}

interface State {
  readonly paths: FoundPart['paths']
  readonly stopped: boolean
  readonly done: boolean
  readonly error: PlainError | null
}

const nothing: State = { paths: [], stopped: false, done: false, error: null }

/** What a search below a folder found, as it finds it. */
export function Found({ place, path, text, onPath, onClose }: FoundProps): ReactNode {
  const { client } = useBerth()
  const [found, setFound] = useState(nothing)
  const key = JSON.stringify(place)
  useEffect(() => {
    setFound(nothing)
    const subscription = client.files.search.subscribe(
      { place: JSON.parse(key) as FilePlace, path, text },
      {
        onData: ({ paths, stopped }) =>
          setFound((now) => ({ ...now, paths: [...now.paths, ...paths], stopped: now.stopped || stopped })),
        onError: (error) => setFound((now) => ({ ...now, error: plainError(error), done: true })),
        onComplete: () => setFound((now) => ({ ...now, done: true })),
      },
    )
    return () => subscription.unsubscribe()
  }, [client, key, path, text])
  const count = found.paths.length
  return (
    <>
      <div className={css.note} role="status">
        <span>
          {!found.done
            ? t('files:search.running', { path, text })
            : found.stopped
              ? t('files:search.stopped', { count })
              : t('files:search.found', { count, path, text })}
        </span>
        <Button size="compact-xs" variant="default" onClick={onClose}>
          {t('files:search.close')}
        </Button>
      </div>
      {found.error && <Notice kind="error" message={found.error.message} hint={found.error.hint} />}
      <ul className={css.found} aria-label={t('files:search.label', { path })}>
        {found.paths.map((one) => (
          <li key={one.path}>
            <button type="button" onClick={() => onPath(one.path)}>
              <KindIcon kind={one.kind} />
              <span className="clip" title={one.path}>
                {one.path}
              </span>
              <span className="dim">{one.kind === 'file' ? bytes(one.bytes) : ''}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
