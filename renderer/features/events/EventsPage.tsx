import { Button, Menu, Switch } from '@mantine/core'
import { IconCopy, IconFilter, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { gapType, isBackground, type EventRow } from '../../../electron/api/schema/events.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { EmptyPage, type NextStep } from '../../components/EmptyPage.tsx'
import { FilterHelp } from '../../components/FilterHelp.tsx'
import { ListTools } from '../../components/ListTools.tsx'
import { MenuAt } from '../../components/MenuAt.tsx'
import { Notice } from '../../components/Notice.tsx'
import { RangeMenu } from '../../components/RangeMenu.tsx'
import { SplitPane } from '../../components/SplitPane.tsx'
import { nothing, type Selection } from '../../components/table/selection.ts'
import { t } from '../../i18n/index.ts'
import { dockerCommand } from '../../lib/docker-command.ts'
import { termText } from '../../lib/filter-terms.ts'
import { useKeys } from '../../lib/keys.ts'
import { useNow } from '../../lib/now.ts'
import { boundsOf, type TimeRange } from '../../lib/time-range.ts'
import { EngineGate } from '../machine/EngineGate.tsx'
import { EventDetail } from './EventDetail.tsx'
import { EventFeed } from './event-feed.ts'
import css from './Events.module.css'
import { EventTable } from './EventTable.tsx'
import { chosenEvents } from './filter.ts'
import { ObjectsContext, useObjects } from './objects.tsx'
import { useHeld } from './useHeld.ts'
import { eventJson, rowName } from './words.ts'

const route = getRouteApi('/events')

/** What happened in the engine, and what happens, and one event in detail. */
export function EventsPage(): ReactNode {
  const live = useIsLive()
  const navigate = useNavigate()
  const objects = useObjects()
  const feed = useEventFeed()
  const { q, desc, since, until, background, open: openId } = route.useSearch()
  const [paused, setPaused] = useState(false)
  const [away, setAway] = useState(false)
  const [selection, setSelection] = useState<Selection>(nothing)
  const [menu, setMenu] = useState<{ row: EventRow; at: { x: number; y: number } } | null>(null)
  const field = useRef<HTMLInputElement>(null)

  const now = useStore(feed)
  const shown = useHeld(now, paused || (away && desc))
  const range = useMemo((): TimeRange => rangeOf(since, until), [since, until])
  const clock = useNow(10_000)
  const text = useDeferredValue(q)
  const choice = useMemo(
    () => ({ text, background, bounds: boundsOf(range, clock) }),
    [text, background, range, clock],
  )
  const { of, fit } = useMemo(() => chosenEvents(shown.events, choice), [shown.events, choice])
  const news = useMemo(() => {
    if (shown === now) return 0
    const last = shown.events.at(-1)?.number ?? 0
    return chosenEvents(
      now.events.filter(({ number }) => number > last),
      choice,
    ).fit.length
  }, [shown, now, choice])
  const hidden = useMemo(() => shown.events.filter(isBackground).length, [shown.events])
  const byId = useMemo(() => new Map(shown.events.map((row) => [row.id, row])), [shown.events])
  const open = byId.get(openId) ?? null
  const selected = [...selection.ids].flatMap((id) => byId.get(id) ?? [])

  const search = (change: Partial<ReturnType<typeof route.useSearch>>): void =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace: true })
  const add = (term: string): void => search({ q: `${q} ${term}`.trim() })
  const copy = (rows: readonly EventRow[]): void =>
    void navigator.clipboard.writeText(rows.map(eventJson).join('\n'))
  useKeys({
    '/': () => field.current?.focus(),
    p: () => setPaused(!paused),
    Escape: () => {
      if (selection.ids.size > 0) setSelection(nothing)
      else if (openId !== '') search({ open: '' })
      else if (q !== '') search({ q: '' })
    },
  })

  const main = (
    <div className={css.panel} data-list>
      <ListTools
        noun="event"
        field={field}
        filter={q}
        help={<FilterHelp intro={t('events:filter.intro')} examples={filterExamples} onAdd={add} />}
        onFilter={(next) => search({ q: next })}
        shown={fit.length}
        total={of.length}
        selected={selected.length}
        onClear={() => setSelection(nothing)}
        bulk={
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconCopy size={14} />}
            onClick={() => copy(selected)}
          >
            {t('events:copyJson')}
          </Button>
        }
      >
        <RangeMenu
          label={t('events:range.label')}
          wholes={wholes}
          range={range}
          onRange={(next) =>
            search(
              next.kind === 'between' ? { since: next.since, until: next.until } : { since: '', until: '' },
            )
          }
        />
        <Switch
          size="xs"
          label={t('events:background', { all: hidden })}
          title={t('events:backgroundHint')}
          checked={background}
          onChange={(event) => search({ background: event.currentTarget.checked })}
        />
        <Button
          size="compact-sm"
          variant="default"
          aria-pressed={paused}
          title={t('events:pauseKey')}
          leftSection={paused ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />}
          onClick={() => setPaused(!paused)}
        >
          {t(paused ? 'events:resume' : 'events:pause')}
        </Button>
      </ListTools>
      {now.leftOut > 0 && (
        <Notice
          strip
          kind="info"
          message={t('events:leftOut', { count: now.leftOut })}
          hint={t('events:leftOutHint')}
          actions={
            <Button size="compact-sm" variant="default" onClick={() => feed.reload()}>
              {t('events:reload')}
            </Button>
          }
        />
      )}
      <EventTable
        rows={fit}
        news={news}
        sort={{ id: 'time', desc }}
        selection={selection}
        openId={open?.id ?? null}
        dimmed={!live}
        onSort={(next) => search({ desc: next.desc })}
        onSelection={setSelection}
        onOpen={(row) => search({ open: row.id })}
        onMenu={(row, at) => setMenu({ row, at })}
        onAway={setAway}
        onNews={() => setPaused(false)}
      />
      {of.length > 0 && fit.length === 0 && (
        <p className={css.none} role="status">
          {t('events:noMatch', { filter: q })}
        </p>
      )}
      {of.length === 0 && (
        <p className={css.none} role="status">
          {t('events:noneInRange')}
        </p>
      )}
    </div>
  )
  return (
    <EngineGate loaded={now.loaded} empty={now.events.length === 0}>
      <ObjectsContext value={objects}>
        {now.events.length === 0 ? (
          <EmptyPage title={t('events:empty.title')} intro={t('events:empty.intro')} steps={emptySteps()} />
        ) : (
          <SplitPane
            name="events"
            full={false}
            main={main}
            side={open && <EventDetail row={open} onClose={() => search({ open: '' })} />}
          />
        )}
        {menu && (
          <MenuAt
            label={t('events:menu.label', { event: rowName(menu.row) })}
            at={menu.at}
            onClose={() => setMenu(null)}
          >
            <Menu.Item onClick={() => search({ open: menu.row.id })}>{t('events:menu.open')}</Menu.Item>
            <Menu.Item leftSection={<IconCopy size={14} />} onClick={() => copy([menu.row])}>
              {t('events:copyJson')}
            </Menu.Item>
            {menu.row.type !== gapType && (
              <>
                <Menu.Divider />
                <Menu.Item
                  leftSection={<IconFilter size={14} />}
                  onClick={() => search({ q: termText('name', menu.row.name) })}
                >
                  {t('events:menu.onlyObject')}
                </Menu.Item>
                <Menu.Item
                  leftSection={<IconFilter size={14} />}
                  onClick={() =>
                    add(`${termText('type', menu.row.type)} ${termText('action', menu.row.action)}`)
                  }
                >
                  {t('events:menu.onlyAction')}
                </Menu.Item>
                <Menu.Item
                  leftSection={<IconFilter size={14} />}
                  onClick={() => add(`-${termText('action', menu.row.action)}`)}
                >
                  {t('events:menu.notAction')}
                </Menu.Item>
              </>
            )}
          </MenuAt>
        )}
      </ObjectsContext>
    </EngineGate>
  )
}

const filterExamples = [
  ['type:container', t('events:filter.type')],
  ['action:die', t('events:filter.action')],
  ['name:web', t('events:filter.name')],
  ['project:shop', t('events:filter.project')],
  ['name:"my app"', t('components:filterTerms.quotes')],
  ['action:die,oom', t('components:filterTerms.comma')],
  ['-type:network', t('components:filterTerms.not')],
] as const

const wholes = [
  { range: { kind: 'all' }, label: t('events:range.all'), short: t('events:range.all') },
] as const

const emptySteps = (): NextStep[] => [
  { what: t('events:empty.run'), command: dockerCommand('run', '--rm', 'hello-world') },
  { what: t('events:empty.terminal'), command: dockerCommand('events') },
]

const rangeOf = (since: string, until: string): TimeRange =>
  since === '' && until === '' ? { kind: 'all' } : { kind: 'between', since, until }

/** The events, live while the page is open. */
function useEventFeed(): EventFeed {
  const { client } = useBerth()
  const feed = useMemo(() => new EventFeed(client), [client])
  useEffect(() => feed.follow(), [feed])
  return feed
}
