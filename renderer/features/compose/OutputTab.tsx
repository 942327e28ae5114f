import { Button } from '@mantine/core'
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import type { ComposeLine, ComposeOutput } from '../../../electron/api/schema/compose.ts'
import { useBerth } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { Watch } from '../../../electron/api/client/watch.ts'
import { useCopy } from '../../components/Copyable.tsx'
import { tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { clock } from '../../lib/format.ts'
import css from './Compose.module.css'
import type { TabProps } from './tabs.tsx'
import { doingWords, workOn } from './words.ts'

/** As many as the host keeps. */
const mostLines = 5000

/** What compose said about the project, as it says it; the end stays in sight unless one has scrolled away from it. */
export function OutputTab({ project }: TabProps): ReactNode {
  const berth = useBerth()
  const { client } = berth
  const [lines, setLines] = useState<readonly ComposeLine[] | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const work = workOn(useStore(berth.jobs).rows, project.id)
  const { copied, copy } = useCopy(() => (lines ?? []).map(({ text }) => text).join('\n'))

  useEffect(() => {
    const watch = new Watch<ComposeOutput>(
      (on) => client.compose.output.subscribe({ project: project.id }, on),
      (output) =>
        setLines((before) =>
          output.whole ? output.lines : [...(before ?? []), ...output.lines].slice(-mostLines),
        ),
    )
    watch.start()
    return () => watch.stop()
  }, [client, project.id])
  useLayoutEffect(() => {
    const element = list.current
    if (element && atEnd.current) element.scrollTop = element.scrollHeight
  }, [lines])

  if (lines?.length === 0)
    return (
      <p className={css.note} role="status">
        {t('compose:output.none')}
      </p>
    )
  return (
    <>
      <div
        ref={list}
        className={css.output}
        role="log"
        aria-label={t('compose:output.label', { name: project.id })}
        tabIndex={0}
        onScroll={({ currentTarget: element }) => {
          atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 24
        }}
      >
        {lines?.map((line, index) => (
          <div key={index} className={css[line.kind]} title={clock(line.time)}>
            {line.kind === 'command' ? `$ ${line.text}` : line.text}
          </div>
        ))}
      </div>
      <div className={css.foot}>
        <span role="status">{work ? doingWords(work) : ''}</span>
        {work && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() =>
              void client.jobs.cancel.mutate({ id: work.id }).catch((thrown: unknown) => tellError(thrown))
            }
          >
            {t('common:cancel')}
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" color="gray" onClick={copy}>
          {t(copied ? 'compose:output.copied' : 'compose:output.copy')}
        </Button>
      </div>
    </>
  )
}
