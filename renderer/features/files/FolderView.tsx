import { Button, Menu } from '@mantine/core'
import {
  IconCopy,
  IconDots,
  IconDownload,
  IconFolderPlus,
  IconRefresh,
  IconSearch,
  IconUpload,
} from '@tabler/icons-react'
import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type DragEvent,
  type KeyboardEvent,
  type ReactNode,
} from 'react'
import type { FilePowers } from '../../../electron/api/schema/files.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { IconButton } from '../../components/IconButton.tsx'
import { ListTools } from '../../components/ListTools.tsx'
import { MenuAt } from '../../components/MenuAt.tsx'
import { Notice } from '../../components/Notice.tsx'
import { DataTable } from '../../components/table/DataTable.tsx'
import { nothing, pruned, type Selection } from '../../components/table/selection.ts'
import { tell, tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'
import { isTyping } from '../../lib/keys.ts'
import { fileColumns, type DragOut } from './columns.tsx'
import { Crumbs } from './Crumbs.tsx'
import { askForFolder, askForName, askToRemove, askToReplace } from './dialogs.tsx'
import { bringsFiles, chosenFiles, droppedFiles, topNames } from './dropped.ts'
import type { FileBrowserProps } from './FileBrowser.tsx'
import css from './Files.module.css'
import { FolderNotes } from './FolderNotes.tsx'
import { Found } from './Found.tsx'
import { joined, parentOf } from './paths.ts'
import { Sendings } from './Sendings.tsx'
import { tarOf, type TarItem } from './tar.ts'
import { download, placeKey, send } from './uploads.ts'
import { useFolder, type FileRow } from './useFolder.ts'

/** A folder: its entries, and all that can be done with them. */
export function FolderView(props: FileBrowserProps & { powers: FilePowers }): ReactNode {
  const { place, path, powers, onPath } = props
  const { client } = useBerth()
  const live = useIsLive()
  const folder = useFolder(place, path)
  const [selection, setSelection] = useState<Selection>(nothing)
  const [sort, setSort] = useState({ id: 'name', desc: false })
  const [q, setQ] = useState('')
  const [searched, setSearched] = useState<string | null>(null)
  const [menu, setMenu] = useState<{ row: FileRow; at: { x: number; y: number } } | null>(null)
  const [dropping, setDropping] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const filesInput = useRef<HTMLInputElement>(null)
  const folderInput = useRef<HTMLInputElement>(null)

  const byName = useMemo(() => new Map(folder.rows.map((row) => [row.name, row])), [folder.rows])
  const rows = useMemo(() => {
    const text = q.trim().toLowerCase()
    return text === '' ? folder.rows : folder.rows.filter((row) => row.name.toLowerCase().includes(text))
  }, [folder.rows, q])
  useEffect(() => setSelection((now) => pruned(now, (id) => byName.has(id))), [byName])
  const selected = [...selection.ids].flatMap((id) => byName.get(id) ?? [])
  const pathOf = (row: { name: string }): string => joined(path, row.name)

  const fetchFiles = (some: readonly FileRow[]): void =>
    void download(client, place, some.map(pathOf)).catch((thrown: unknown) => tellError(thrown))
  const remove = (some: readonly FileRow[]): void => {
    if (powers.change && some.length > 0) askToRemove(client, place, some.map(pathOf), folder.reload)
  }
  const rename = (row: FileRow | undefined): void => {
    if (powers.change && row) askForName(client, place, pathOf(row), folder.reload)
  }

  const upload = async (items: readonly TarItem[]): Promise<void> => {
    if (items.length === 0) {
      tell(t('files:upload.nothing'))
      return
    }
    const there = topNames(items).flatMap((name) => byName.get(name) ?? [])
    if (there.length > 0 && !(await askToReplace(path, there, items))) return
    const { uid, gid } = folder.entry ?? { uid: 0, gid: 0 }
    const count = items.filter(({ file }) => file).length
    const words = t('files:upload.words', { count, name: items.at(-1)?.path ?? '', path })
    const body = tarOf(items, { uid, gid })
    const arrived = await send({ words, place: placeKey(place), body }, () =>
      client.files.upload.mutate({ place, path }),
    )
    if (!arrived) return
    tell(t('files:upload.done', { count, path }))
    folder.reload()
  }

  const offers = useRef(new Map<string, string>())
  const drag: DragOut = useMemo(
    () => ({
      prepare: (row) => {
        offers.current.clear()
        void client.files.download
          .mutate({ place, paths: [joined(path, row.name)] })
          .then((address) => offers.current.set(row.name, address))
          .catch(() => undefined)
      },
      start: (row, event) => {
        const address = offers.current.get(row.name)
        event.dataTransfer.setData('text/plain', joined(path, row.name))
        if (address === undefined) return
        const name = row.kind === 'folder' ? `${row.name}.tar` : row.name
        const url = new URL(address, location.href).href
        event.dataTransfer.effectAllowed = 'copy'
        // Chromium's own way to drag a download out of a page.
        event.dataTransfer.setData('DownloadURL', `application/octet-stream:${name}:${url}`)
      },
    }),
    [client, place, path],
  )
  const columns = useMemo(() => fileColumns(drag), [drag])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
    const keys: Readonly<Record<string, () => boolean>> = {
      Backspace: () => (path === '/' ? false : (onPath(parentOf(path)), true)),
      '/': () => (field.current?.focus(), true),
      r: () => (folder.reload(), true),
      F2: () => (rename(selected[0]), true),
      Delete: () => (remove(selected), true),
      Escape: () => {
        if (searched !== null) setSearched(null)
        else if (selection.ids.size > 0) setSelection(nothing)
        else if (q !== '') setQ('')
        else return false
        return true
      },
    }
    // Before the page's own keys: these are about what has the focus.
    if (keys[event.key]?.()) event.preventDefault()
  }

  const overFiles = (event: DragEvent): boolean => bringsFiles(event.dataTransfer)
  const onDrop = (event: DragEvent): void => {
    if (!overFiles(event)) return
    event.preventDefault()
    setDropping(false)
    droppedFiles(event.dataTransfer).then(upload, (thrown: unknown) => tellError(thrown))
  }
  const choose = (input: HTMLInputElement): void => {
    const items = chosenFiles(input.files ?? [])
    input.value = ''
    if (items.length > 0) void upload(items)
  }

  return (
    <div
      className={css.browser}
      data-list
      onKeyDown={onKeyDown}
      onDragOver={(event) => {
        if (!overFiles(event)) return
        event.preventDefault()
        setDropping(true)
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDropping(false)
      }}
      onDrop={onDrop}
    >
      <div className={css.bar}>
        <Crumbs path={path} onPath={onPath} />
        <IconButton label={t('files:reload')} icon={IconRefresh} disabled={!live} onClick={folder.reload} />
        <IconButton
          label={t('files:newFolder')}
          icon={IconFolderPlus}
          disabled={!live}
          onClick={() => askForFolder(client, place, path, folder.reload)}
        />
        <Menu position="bottom-end">
          <Menu.Target>
            <Button
              size="compact-sm"
              variant="default"
              disabled={!live}
              leftSection={<IconUpload size={14} />}
            >
              {t('files:upload.short')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => filesInput.current?.click()}>{t('files:upload.files')}</Menu.Item>
            <Menu.Item onClick={() => folderInput.current?.click()}>{t('files:upload.folder')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <input
          ref={filesInput}
          type="file"
          multiple
          hidden
          aria-label={t('files:upload.files')}
          onChange={(event) => choose(event.currentTarget)}
        />
        <input
          ref={(input) => {
            folderInput.current = input
            input?.setAttribute('webkitdirectory', '')
          }}
          type="file"
          hidden
          aria-label={t('files:upload.folder')}
          onChange={(event) => choose(event.currentTarget)}
        />
      </div>
      <ListTools
        noun="file"
        field={field}
        filter={q}
        onFilter={setQ}
        shown={rows.length}
        total={folder.rows.length}
        selected={selected.length}
        onClear={() => setSelection(nothing)}
        bulk={
          <>
            <Button size="compact-sm" variant="default" disabled={!live} onClick={() => fetchFiles(selected)}>
              {t('files:download')}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              disabled={!live || !powers.change}
              onClick={() => remove(selected)}
            >
              {t('files:remove')}
            </Button>
          </>
        }
      >
        {powers.change && q.trim() !== '' && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconSearch size={14} />}
            onClick={() => setSearched(q.trim())}
          >
            {t('files:searchBelow')}
          </Button>
        )}
      </ListTools>
      {folder.error ? (
        <div className={css.wait}>
          <Notice kind="error" message={folder.error.message} hint={folder.error.hint} />
        </div>
      ) : searched !== null ? (
        <Found place={place} path={path} text={searched} onPath={onPath} onClose={() => setSearched(null)} />
      ) : rows.length === 0 && !folder.reading ? (
        <p className={css.wait} tabIndex={0} role="status">
          {folder.rows.length === 0 ? t('files:empty') : t('files:filtered', { text: q.trim() })}
        </p>
      ) : (
        <DataTable
          label={t('files:files', { path })}
          noun="file"
          rows={rows}
          columns={columns}
          sort={sort}
          onSort={setSort}
          selection={selection}
          onSelection={setSelection}
          nameOf={(row) => row.name}
          openId={null}
          dimmed={!live}
          onOpen={(row) => onPath(pathOf(row))}
          onEnter={(row) => onPath(pathOf(row))}
          onMenu={(row, at) => setMenu({ row, at })}
          actions={(row) => (
            <>
              <IconButton
                tabbable={false}
                label={t('files:downloadOf', { name: row.name })}
                icon={IconDownload}
                disabled={!live}
                onClick={() => fetchFiles([row])}
              />
              <IconButton
                tabbable={false}
                label={t('files:moreActions', { name: row.name })}
                icon={IconDots}
                onClick={(event) => {
                  const box = event.currentTarget.getBoundingClientRect()
                  setMenu({ row, at: { x: box.left, y: box.bottom } })
                }}
              />
            </>
          )}
        />
      )}
      <Sendings place={placeKey(place)} />
      <FolderNotes folder={folder} powers={powers} onReadOn={folder.readOn} />
      {dropping && <div className={css.drop}>{t('files:upload.drop', { path })}</div>}
      {menu && (
        <MenuAt
          label={t('files:actions', { name: menu.row.name })}
          at={menu.at}
          onClose={() => setMenu(null)}
        >
          <Menu.Item onClick={() => onPath(pathOf(menu.row))}>{t('files:open')}</Menu.Item>
          <Menu.Item leftSection={<IconDownload size={14} />} onClick={() => fetchFiles([menu.row])}>
            {menu.row.kind === 'folder' ? t('files:downloadTar') : t('files:download')}
            {menu.row.kind === 'file' && ` (${bytes(menu.row.bytes)})`}
          </Menu.Item>
          <Menu.Divider />
          <CopyItem label={t('files:copyPath')} text={pathOf(menu.row)} />
          <CopyItem label={t('files:copyCommand')} text={props.commandFor(pathOf(menu.row))} />
          <Menu.Divider />
          <Menu.Item disabled={!live || !powers.change} onClick={() => rename(menu.row)}>
            {t('files:rename')}
          </Menu.Item>
          <Menu.Item color="red" disabled={!live || !powers.change} onClick={() => remove([menu.row])}>
            {t('files:remove')}
          </Menu.Item>
        </MenuAt>
      )}
    </div>
  )
}

function CopyItem({ label, text }: { label: string; text: string | null }): ReactNode {
  if (text === null) return null
  return (
    <Menu.Item leftSection={<IconCopy size={14} />} onClick={() => void navigator.clipboard.writeText(text)}>
      {label}
    </Menu.Item>
  )
}
