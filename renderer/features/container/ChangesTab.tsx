import { Button, Chip, Group, TextInput } from '@mantine/core'
import { IconRefresh, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useRef, useState, type ReactNode } from 'react'
import type { FileChangeKind, FileChanges } from '../../../electron/api/schema/container.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { useCopy } from '../../components/Copyable.tsx'
import { IconButton } from '../../components/IconButton.tsx'
import { Notice } from '../../components/Notice.tsx'
import { Tree } from '../../components/tree/Tree.tsx'
import { t } from '../../i18n/index.ts'
import { useKeys } from '../../lib/keys.ts'
import { dockerCommand } from '../../lib/docker-command.ts'
import { useEnginePowers } from '../engines/use-powers.ts'
import { changeTree, foundLines, openAtFirst, treeLines, type ChangeLine } from './changes/change-lines.ts'
import css from './changes/Changes.module.css'
import detail from './ContainerDetail.module.css'
import type { TabProps } from './tabs.tsx'

const everyKind: readonly FileChangeKind[] = ['added', 'changed', 'deleted']

/** How a container's files differ from its image's. */
/** Where it can't be asked while it runs, it says so instead of asking. */
export function ChangesTab(props: TabProps): ReactNode {
  const { filesWhileRunning } = useEnginePowers()
  const { row } = props
  if (filesWhileRunning || row.state !== 'running') return <Compared {...props} />
  return (
    <div className={detail.wait}>
      <Notice kind="info" message={t('container:changes.stopFirst', { name: row.name })} />
    </div>
  )
}

function Compared({ row }: TabProps): ReactNode {
  const { client } = useBerth()
  const live = useIsLive()
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['container', row.id, 'changes'],
    queryFn: () => client.containers.changes.query({ id: row.id }),
    staleTime: 0,
  })
  const again = (
    <IconButton
      label={t('container:changes.again')}
      icon={IconRefresh}
      disabled={!live || isFetching}
      onClick={() => void refetch()}
    />
  )
  if (error) {
    const { message, hint } = plainError(error)
    return (
      <div className={detail.wait}>
        <Notice kind="error" message={message} hint={hint} actions={again} />
      </div>
    )
  }
  if (!data) return <p className={detail.wait}>{t('container:changes.comparing')}</p>
  if (data.total === 0)
    return (
      <div className={detail.wait}>
        <Notice
          kind="info"
          message={t('container:changes.none', { name: row.name })}
          hint={dockerCommand('diff', row.name)}
          actions={again}
        />
      </div>
    )
  return <Changes changes={data} again={again} />
}

function Changes({
  changes,
  again,
}: {
  readonly changes: FileChanges
  readonly again: ReactNode
}): ReactNode {
  const [kinds, setKinds] = useState<readonly FileChangeKind[]>(everyKind)
  const [text, setText] = useState('')
  const [current, setCurrent] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const wanted = useDeferredValue(text.trim())
  const frame = useRef<HTMLDivElement>(null)
  useKeys({ '/': () => field.current?.focus() }, { within: frame })
  const shown = useMemo(() => new Set(kinds), [kinds])
  const nodes = useMemo(() => changeTree(changes, shown), [changes, shown])
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => openAtFirst(nodes))
  const lines = useMemo(
    () => (wanted === '' ? treeLines(nodes, opened) : foundLines(changes, shown, wanted)),
    [wanted, nodes, opened, changes, shown],
  )
  const listed = everyKind.reduce((sum, kind) => sum + changes[kind].length, 0)
  const chosen = current !== null && lines.some(({ id }) => id === current) ? current : null
  const open = (line: ChangeLine, is: boolean): void =>
    setOpened((before) => new Set(is ? [...before, line.id] : [...before].filter((id) => id !== line.id)))

  return (
    <div className={css.frame} ref={frame}>
      <div className={css.tools} role="toolbar" aria-label={t('container:tabs.changes')}>
        <TextInput
          ref={field}
          size="xs"
          className={css.search}
          aria-label={t('container:changes.search')}
          placeholder={t('container:changes.searchHere')}
          leftSection={<IconSearch size={14} />}
          rightSectionWidth={72}
          rightSection={
            <span className={`dim ${css.found ?? ''}`} role="status">
              {wanted !== '' && t('container:changes.found', { count: lines.length })}
            </span>
          }
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.stopPropagation()
            event.preventDefault()
            if (text === '') event.currentTarget.blur()
            else setText('')
          }}
        />
        <Chip.Group
          multiple
          value={[...kinds]}
          onChange={(value) => setKinds(everyKind.filter((kind) => value.includes(kind)))}
        >
          <Group gap={4}>
            {everyKind.map((kind) => (
              <Chip key={kind} value={kind} size="xs" variant="outline">
                {t(`container:changes.count.${kind}`, { count: changes[kind].length })}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <span className={css.gap} />
        {again}
      </div>
      {listed < changes.total && (
        <Notice
          strip
          kind="warn"
          message={t('container:changes.cut', { count: listed, total: changes.total })}
        />
      )}
      <Tree
        label={t('container:tabs.changes')}
        lines={lines}
        current={chosen}
        onCurrent={setCurrent}
        onOpen={open}
        render={(line) => <Line line={line} />}
      />
      {chosen !== null && <Foot key={chosen} path={chosen} />}
    </div>
  )
}

const signs: Readonly<Record<FileChangeKind, string>> = { added: '+', changed: '~', deleted: '−' }

function Line({ line: { name, node, open } }: { readonly line: ChangeLine }): ReactNode {
  const { kind, below } = node
  return (
    <span className={`mono clip ${kind === null ? 'dim' : (css[kind] ?? '')}`}>
      <span className={css.sign} aria-hidden>
        {kind === null ? ' ' : signs[kind]}
      </span>
      {name}
      {kind !== null && <span className="visually-hidden">{` ${t(`container:changes.kind.${kind}`)}`}</span>}
      {open === false && <span className="dim">{` ${t('container:changes.below', { count: below })}`}</span>}
    </span>
  )
}

function Foot({ path }: { readonly path: string }): ReactNode {
  const { copied, copy } = useCopy(() => path)
  return (
    <div className={css.foot}>
      <code className="mono clip" title={path}>
        {path}
      </code>
      <Button size="compact-xs" variant="default" onClick={copy}>
        {t(copied ? 'container:copied' : 'container:json.copyPath')}
      </Button>
    </div>
  )
}
