import { Button } from '@mantine/core'
import { IconArrowLeft, IconDownload, IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { lazy, Suspense, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { FileContent, FileLook } from '../../../electron/api/schema/files.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { IconButton } from '../../components/IconButton.tsx'
import { Notice } from '../../components/Notice.tsx'
import { tell, tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'
import { Crumbs } from './Crumbs.tsx'
import { askToLeave } from './dialogs.tsx'
import type { FileBrowserProps } from './FileBrowser.tsx'
import css from './Files.module.css'
import { hexDump } from './hex.ts'
import { lineEndsOf, plainLines, withLineEnds } from './lines.ts'
import { modeText, nameOf, parentOf } from './paths.ts'
import { download, placeKey } from './uploads.ts'

const TextEditor = lazy(async () => ({ default: (await import('./TextEditor.tsx')).TextEditor }))

/** What a file holds: text to edit, a picture, or its first bytes. */
export function FileView(props: FileBrowserProps & { look: FileLook }): ReactNode {
  const { place, look, onPath } = props
  const { path } = look
  const { client } = useBerth()
  const live = useIsLive()
  const name = nameOf(path)
  const [draft, setDraft] = useState<string | null>(null)
  const [error, setError] = useState<PlainError | null>(null)
  const [saving, setSaving] = useState(false)
  const file = useQuery({
    queryKey: ['files', 'read', placeKey(place), path],
    queryFn: () => client.files.read.query({ place, path }),
    enabled: look.kind === 'file',
    gcTime: 0,
  })
  const content = file.data
  const shown = content?.shown
  const dirty = draft !== null && shown?.kind === 'text' && draft !== plainLines(shown.text)
  useBlocker({
    shouldBlockFn: async () => dirty && !(await askToLeave(name)),
    enableBeforeUnload: () => dirty,
  })

  const read = (): void => {
    setDraft(null)
    setError(null)
    void file.refetch()
  }
  const save = async (version: string | null): Promise<void> => {
    if (shown?.kind !== 'text' || draft === null || saving) return
    setSaving(true)
    setError(null)
    try {
      const text = withLineEnds(draft, shown.text)
      await client.files.write.mutate({ place, path, text, form: shown.form, version })
      tell(t('files:view.saved', { name }))
      read()
    } catch (thrown) {
      setError(plainError(thrown))
    } finally {
      setSaving(false)
    }
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
      event.preventDefault()
      if (dirty && content) void save(content.version)
    } else if (event.key === 'Escape' && !event.defaultPrevented) {
      event.preventDefault()
      onPath(parentOf(path))
    }
  }
  const failure = file.error ? plainError(file.error) : null
  return (
    <div className={css.browser} onKeyDown={onKeyDown}>
      <div className={css.bar}>
        <IconButton
          label={t('files:view.back')}
          icon={IconArrowLeft}
          onClick={() => onPath(parentOf(path))}
        />
        <Crumbs path={path} onPath={onPath} />
      </div>
      <div className={css.bar} style={{ paddingBottom: 4 }}>
        <span className={css.facts}>
          {content && <FileFacts content={content} />}
          {dirty && <span className={css.unsaved}>{t('files:view.unsaved')}</span>}
        </span>
        <IconButton label={t('files:view.readAgain')} icon={IconRefresh} disabled={!live} onClick={read} />
        <IconButton
          label={t('files:downloadOf', { name })}
          icon={IconDownload}
          disabled={!live}
          onClick={() => void download(client, place, [path]).catch((thrown: unknown) => tellError(thrown))}
        />
        {shown?.kind === 'text' && content?.version !== null && (
          <Button
            size="compact-sm"
            title={t('files:view.saveWithKey')}
            disabled={!dirty || !live}
            loading={saving}
            onClick={() => content && void save(content.version)}
          >
            {t('files:view.save')}
          </Button>
        )}
      </div>
      {look.kind !== 'file' && (
        <div className={css.wait}>{t('files:view.notFile', { kind: t(`files:kind.${look.kind}`) })}</div>
      )}
      {failure && <Notice strip kind="error" message={failure.message} hint={failure.hint} />}
      {error &&
        (error.code === 'conflict' ? (
          <Notice
            strip
            kind="warn"
            message={t('files:view.conflict')}
            hint={t('files:view.conflictHint')}
            actions={
              <>
                <Button size="compact-sm" color="red" onClick={() => void save(null)}>
                  {t('files:view.overwrite')}
                </Button>
                <Button size="compact-sm" variant="default" onClick={read}>
                  {t('files:view.readAgain')}
                </Button>
              </>
            }
          />
        ) : (
          <Notice strip kind="error" message={error.message} hint={error.hint} />
        ))}
      {content && <Shown key={file.dataUpdatedAt} content={content} name={name} onChange={setDraft} />}
    </div>
  )
}

function FileFacts({ content: { entry, shown } }: { content: FileContent }): ReactNode {
  const form = shown.kind === 'text' ? shown.form : null
  return (
    <>
      <span>{bytes(entry.bytes)}</span>
      <span className="mono">{modeText(entry)}</span>
      <span>{`${entry.owner ?? entry.uid}:${entry.group ?? entry.gid}`}</span>
      {form && (
        <span>
          {form.mark
            ? t('files:view.mark', { encoding: t(`files:view.encoding.${form.encoding}`) })
            : t(`files:view.encoding.${form.encoding}`)}
        </span>
      )}
      {shown.kind === 'text' && <span>{t(`files:view.ends.${lineEndsOf(shown.text)}`)}</span>}
    </>
  )
}

interface ShownProps {
  readonly content: FileContent
  readonly name: string
  readonly onChange: (text: string) => void
}

function Shown({ content, name, onChange }: ShownProps): ReactNode {
  const { shown, entry, readBytes, version } = content
  switch (shown.kind) {
    case 'image':
      return (
        <div
          className={css.picture}
          tabIndex={0}
          role="region"
          aria-label={t('files:view.picture', { name })}
        >
          <img src={`data:${shown.type};base64,${shown.base64}`} alt={t('files:view.picture', { name })} />
        </div>
      )
    case 'binary': {
      const size = bytes(Math.min(entry.bytes, atob(shown.base64).length))
      return (
        <>
          <div className={css.wait}>{t('files:view.binary')}</div>
          <pre
            className={`mono ${css.hex ?? ''}`}
            tabIndex={0}
            aria-label={t('files:view.hex', { name, bytes: size })}
          >
            {hexDump(atob(shown.base64))}
          </pre>
        </>
      )
    }
    case 'text':
      return (
        <>
          {version === null && (
            <Notice
              strip
              kind="info"
              message={t('files:view.readOnly', { bytes: bytes(readBytes), total: bytes(entry.bytes) })}
            />
          )}
          <div className={css.editor}>
            <Suspense fallback={<p className={css.wait}>{t('files:reading')}</p>}>
              <TextEditor
                label={t('files:view.text', { name })}
                text={plainLines(shown.text)}
                readOnly={version === null}
                onChange={onChange}
              />
            </Suspense>
          </div>
        </>
      )
  }
}
