import { ActionIcon, Button } from '@mantine/core'
import { IconCheck, IconCopy, IconX } from '@tabler/icons-react'
import { useContext, type ReactNode } from 'react'
import { gapType, type EventRow } from '../../../electron/api/schema/events.ts'
import { Command, Copyable, useCopy } from '../../components/Copyable.tsx'
import { Facts } from '../../components/Facts.tsx'
import { t } from '../../i18n/index.ts'
import { dateAndTime, shortId } from '../../lib/format.ts'
import css from './Events.module.css'
import { ObjectName, ObjectsContext, ProjectName } from './objects.tsx'
import { eventCommand, eventJson, rowName, summaryOf } from './words.ts'

/** One event beside the table: all that the engine said of it. */
export function EventDetail({ row, onClose }: { row: EventRow; onClose: () => void }): ReactNode {
  const { containerName } = useContext(ObjectsContext)
  const { copied, copy } = useCopy(() => eventJson(row))
  const summary = summaryOf(row, containerName)
  return (
    <section className={css.detail} aria-label={t('events:detail.label', { event: rowName(row) })}>
      <header className={css.head}>
        <h2 className="clip">{rowName(row)}</h2>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          onClick={copy}
        >
          {t(copied ? 'components:copied' : 'events:copyJson')}
        </Button>
        <span className="visually-hidden" role="status">
          {copied ? t('components:copied') : ''}
        </span>
        <ActionIcon aria-label={t('events:detail.close')} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </header>
      <div className={css.scroll} tabIndex={0}>
        <Facts
          title={t('events:detail.what')}
          facts={[
            [t('events:columns.time'), dateAndTime(row.time)],
            ...(row.type === gapType
              ? []
              : [[t('events:columns.object'), <ObjectName key="o" row={row} />] as const]),
            ...(summary === '' ? [] : [[t('events:columns.details'), summary] as const]),
            ...(row.composeProject === null
              ? []
              : [[t('events:columns.project'), <ProjectName key="p" name={row.composeProject} />] as const]),
            ...(row.object === ''
              ? []
              : [
                  [
                    t('events:detail.id'),
                    <Copyable key="id" value={row.object} what={t('events:detail.objectId')} mono>
                      {/^(sha256:)?[0-9a-f]{64}$/.test(row.object) ? shortId(row.object) : row.object}
                    </Copyable>,
                  ] as const,
                ]),
          ]}
        />
        {row.type !== gapType && (
          <>
            <Facts
              title={t('events:detail.attributes')}
              none={t('events:detail.noAttributes')}
              facts={Object.entries(row.attributes).sort(([a], [b]) => (a < b ? -1 : 1))}
            />
            <Command line={eventCommand(row)} />
          </>
        )}
      </div>
    </section>
  )
}
