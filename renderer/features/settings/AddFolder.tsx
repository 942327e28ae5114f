import { Button } from '@mantine/core'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { sharedRoots } from '../../../electron/api/schema/shared-folders.ts'
import { useBerth } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { PathPicker } from '../../components/PathPicker.tsx'
import { t } from '../../i18n/index.ts'
import { isUnfinished, typedFolder, typedProblem, withFolder } from './folders.ts'
import css from './Settings.module.css'

interface AddFolderProps {
  readonly folders: readonly string[]
  readonly disabled: boolean
  /** Rejects with the host's sentence. */
  readonly onSet: (folders: string[]) => Promise<void>
}

/** One more folder: typed or looked for, and judged at the field, by the page and then by the host. */
export function AddFolder({ folders, disabled, onSet }: AddFolderProps): ReactNode {
  const { client } = useBerth()
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const path = typedFolder(text, '~')
  const inIt = path === '' ? [] : folders.filter((folder) => !withFolder(folders, path).includes(folder))
  const problem = path === '' || (!tried && isUnfinished(path)) ? null : sentence(path, folders)
  const change = (next: string): void => {
    setText(next)
    setTried(false)
    setRefused(null)
  }
  const add = async (): Promise<void> => {
    const home = path.startsWith('~') ? (await client.places.list.query({ path: '~' })).home : ''
    const folder = typedFolder(text, home)
    setTried(true)
    if (sentence(folder, folders) !== null) return
    await onSet(withFolder(folders, folder))
    setText('')
    await client.places.remember.mutate({ use: 'share', path: folder })
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (path !== '') add().catch((thrown: unknown) => setRefused(wordsOf(thrown)))
  }
  return (
    <form className={css.addFolder} onSubmit={submit}>
      <PathPicker
        label={t('sharing:add')}
        use="share"
        pick="folder"
        value={text}
        disabled={disabled}
        error={refused ?? problem ?? undefined}
        onChange={change}
      />
      <Button type="submit" variant="default" disabled={disabled || path === ''}>
        {t('sharing:share')}
      </Button>
      <div className={css.hint} role="status">
        {inIt.length > 0 ? coversWords(inIt) : t('sharing:addHint')}
      </div>
    </form>
  )
}

const coversWords = (folders: readonly string[]): string =>
  t('sharing:covers', { count: folders.length, folders: folders.join(', ') })

function wordsOf(thrown: unknown): string {
  const { message, hint } = plainError(thrown)
  return `${message} ${hint}`
}

function sentence(path: string, folders: readonly string[]): string | null {
  const problem = typedProblem(path, folders)
  if (problem === null) return null
  const folder = folders.find((each) => typedProblem(path, [each]) === 'shared') ?? ''
  const roots = sharedRoots.map((root) => `/${root}`).join(', ')
  return t(`sharing:problem.${problem}`, { folder, roots })
}
