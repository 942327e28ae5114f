import { Button, Menu } from '@mantine/core'
import { IconBrandDocker, IconCopy, IconDots, IconRefresh, IconTrash } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { ImageRow } from '../../../electron/api/schema/images.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { EmptyPage } from '../../components/EmptyPage.tsx'
import { IconButton } from '../../components/IconButton.tsx'
import { ListTools } from '../../components/ListTools.tsx'
import { DataTable } from '../../components/table/DataTable.tsx'
import { nothing, pruned, type Selection } from '../../components/table/selection.ts'
import { MenuAt } from '../../components/MenuAt.tsx'
import { dockerCommand } from '../../lib/docker-command.ts'
import { bytes } from '../../lib/format.ts'
import { useKeys } from '../../lib/keys.ts'
import css from '../containers/Containers.module.css'
import { firstCommands } from '../containers/first-commands.ts'
import { EngineGate } from '../machine/EngineGate.tsx'
import { imageColumns } from './columns.tsx'
import { openPull, PullButton } from './PullImage.tsx'
import { askToRemoveImages } from './RemoveImages.tsx'
import { imageName, imageText } from './words.ts'

const route = getRouteApi('/images')

/** All images of the engine, live. */
export function ImagesPage(): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const navigate = useNavigate()
  const table = useStore(berth.images)
  const { q, sort, desc } = route.useSearch()
  const [selection, setSelection] = useState<Selection>(nothing)
  const [menu, setMenu] = useState<{ row: ImageRow; at: { x: number; y: number } } | null>(null)
  const field = useRef<HTMLInputElement>(null)

  const rows = useMemo(() => {
    const words = q.toLowerCase().split(/\s+/).filter(Boolean)
    return table.rows.filter((row) => words.every((word) => imageText(row).includes(word)))
  }, [table.rows, q])
  useEffect(() => setSelection((now) => pruned(now, (id) => table.byId.has(id))), [table.byId])

  const search = (change: Partial<ReturnType<typeof route.useSearch>>): void =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace: true })
  useKeys({
    '/': () => field.current?.focus(),
    Escape: () => {
      if (selection.ids.size > 0) setSelection(nothing)
      else if (q !== '') search({ q: '' })
    },
  })

  const selected = [...selection.ids].flatMap((id) => table.byId.get(id) ?? [])
  const openMenu = (row: ImageRow, at: { x: number; y: number }): void => setMenu({ row, at })
  if (table.loaded && table.rows.length === 0)
    return (
      <EngineGate loaded empty>
        <EmptyPage
          title="No images yet"
          intro="Images come by pulling, by building, or by running a container that needs one."
          steps={[
            { what: 'Pull one', command: firstCommands.pull, button: <PullButton variant="default" /> },
            { what: 'Or run a container: its image is pulled by the way', command: firstCommands.hello },
          ]}
        />
      </EngineGate>
    )
  return (
    <EngineGate loaded={table.loaded} empty={table.rows.length === 0}>
      <div className={css.panel} data-list>
        <ListTools
          noun="image"
          field={field}
          filter={q}
          onFilter={(text) => search({ q: text })}
          shown={rows.length}
          total={table.rows.length}
          selected={selected.length}
          onClear={() => setSelection(nothing)}
          bulk={
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconTrash size={14} />}
              disabled={!live}
              onClick={() => askToRemoveImages(berth, selected)}
            >
              Remove {bytes(selected.reduce((sum, row) => sum + row.bytes, 0))}…
            </Button>
          }
        />
        <DataTable
          label="Images"
          noun="image"
          rows={rows}
          columns={imageColumns}
          sort={{ id: sort, desc }}
          onSort={(next) => search({ sort: next.id, desc: next.desc })}
          selection={selection}
          onSelection={setSelection}
          nameOf={imageName}
          openId={null}
          dimmed={!live}
          onOpen={() => undefined}
          onEnter={(row) => openMenu(row, { x: window.innerWidth / 2, y: window.innerHeight / 3 })}
          onMenu={openMenu}
          actions={(row) => (
            <>
              <IconButton
                tabbable={false}
                label={`Remove ${imageName(row)}`}
                icon={IconTrash}
                disabled={!live}
                onClick={() => askToRemoveImages(berth, [row])}
              />
              <IconButton
                tabbable={false}
                label={`More actions for ${imageName(row)}`}
                icon={IconDots}
                onClick={(event) => {
                  const box = event.currentTarget.getBoundingClientRect()
                  openMenu(row, { x: box.left, y: box.bottom })
                }}
              />
            </>
          )}
        />
      </div>
      {menu && <ImageMenu {...menu} live={live} onClose={() => setMenu(null)} />}
    </EngineGate>
  )
}

interface ImageMenuProps {
  readonly row: ImageRow
  readonly at: { x: number; y: number }
  readonly live: boolean
  readonly onClose: () => void
}

function ImageMenu({ row, at, live, onClose }: ImageMenuProps): ReactNode {
  const berth = useBerth()
  const copy = (text: string) => (): void => void navigator.clipboard.writeText(text)
  const [tag] = row.tags
  return (
    <MenuAt label={`Actions for ${imageName(row)}`} at={at} onClose={onClose}>
      {tag !== undefined && (
        <Menu.Item leftSection={<IconRefresh size={14} />} disabled={!live} onClick={() => openPull(tag)}>
          Pull again…
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconBrandDocker size={14} />}
        onClick={copy(dockerCommand('run', '--rm', '-it', tag ?? row.id))}
      >
        Copy docker run command
      </Menu.Item>
      <Menu.Item leftSection={<IconCopy size={14} />} onClick={copy(row.id)}>
        Copy id
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        color="red"
        disabled={!live}
        leftSection={<IconTrash size={14} />}
        onClick={() => askToRemoveImages(berth, [row])}
      >
        Remove…
      </Menu.Item>
    </MenuAt>
  )
}
