import { TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState, type ReactNode } from 'react'
import { useBerth, useIsLive } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { dockerCommand } from '../../lib/docker-command.ts'
import { useEnginePowers } from '../engines/use-powers.ts'
import detail from './ContainerDetail.module.css'
import { arranged, processColumns, windowsColumns, type ProcessOrder } from './processes/columns.ts'
import css from './processes/Processes.module.css'
import type { TabProps } from './tabs.tsx'

/** ms between two looks at the processes, while somebody looks at them. */
const lookMs = 2000
/** More rows than anybody reads; a filter finds the others. */
const most = 500

/** What runs in a container, as the machine's `ps` tells it, kept current while it is on the screen. */
export function ProcessesTab({ row }: TabProps): ReactNode {
  const { client } = useBerth()
  const live = useIsLive()
  const up = row.state === 'running' || row.state === 'paused'
  const { data, error } = useQuery({
    queryKey: ['container', row.id, 'processes', row.startedAt],
    queryFn: () => client.containers.processes.query({ id: row.id }),
    enabled: up && live,
    refetchInterval: live && up ? lookMs : false,
    staleTime: 0,
  })
  const [order, setOrder] = useState<ProcessOrder>({ by: 'cpuSeconds', descending: true })
  const [filter, setFilter] = useState('')
  const columns = useEnginePowers().processDetails ? processColumns : windowsColumns
  const command = dockerCommand('top', row.name)
  const rows = useMemo(() => arranged(data ?? [], order, filter), [data, order, filter])

  if (!up)
    return (
      <div className={detail.wait}>
        <Notice
          kind="info"
          message={t('container:processes.none', { name: row.name })}
          hint={t('container:processes.noneHint')}
        />
      </div>
    )
  if (!data) {
    if (!error) return <p className={detail.wait}>{t('container:asking')}</p>
    const { message, hint } = plainError(error)
    return (
      <div className={detail.wait}>
        <Notice kind="error" message={message} hint={hint} />
      </div>
    )
  }
  return (
    <div className={css.frame}>
      <div className={css.tools}>
        <TextInput
          size="xs"
          className={css.search}
          aria-label={t('container:processes.filter')}
          placeholder={t('container:processes.filterHere')}
          leftSection={<IconSearch size={14} />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.stopPropagation()
            event.preventDefault()
            if (filter === '') event.currentTarget.blur()
            else setFilter('')
          }}
        />
        <span className="dim" role="status">
          {rows.length === data.length
            ? t('container:processes.count', { count: data.length })
            : t('container:processes.found', { count: rows.length, all: data.length })}
        </span>
        <code className={`mono dim clip ${css.command ?? ''}`}>{command}</code>
      </div>
      {error && <Notice strip kind="warn" message={plainError(error).message} />}
      <div className={css.scroll} tabIndex={0} role="region" aria-label={t('container:tabs.processes')}>
        <table className={css.table}>
          <thead>
            <tr>
              {columns.map(({ id, number, minor }) => {
                const is = order.by === id
                const Arrow = order.descending ? IconArrowDown : IconArrowUp
                return (
                  <th
                    key={id}
                    scope="col"
                    aria-sort={is ? (order.descending ? 'descending' : 'ascending') : undefined}
                    className={`${number ? (css.number ?? '') : ''} ${minor ? (css.minor ?? '') : ''}`}
                  >
                    <button
                      type="button"
                      onClick={() => setOrder({ by: id, descending: is ? !order.descending : number })}
                    >
                      {t(`container:processes.${id}`)}
                      {is && <Arrow size={12} aria-hidden />}
                    </button>
                  </th>
                )
              })}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most).map((process) => (
              <tr key={process.pid}>
                {columns.map(({ id, number, minor, say }) => {
                  const said = say(process)
                  return (
                    <td
                      key={id}
                      className={[
                        id === 'command' ? `mono ${css.line ?? ''}` : '',
                        number ? css.number : '',
                        minor ? css.minor : '',
                      ].join(' ')}
                      title={id === 'command' ? said : undefined}
                    >
                      {said}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length > most && (
          <p className="dim">{t('container:processes.cut', { count: most, all: rows.length })}</p>
        )}
      </div>
    </div>
  )
}
