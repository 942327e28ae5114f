import { ActionIcon, Popover } from '@mantine/core'
import { IconHelp } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { t } from '../../i18n/index.ts'
import css from './FilterHelp.module.css'

/** Examples, each with what it looks for. */
const examples = [
  ['status:running', t('containers:filter.status')],
  ['image:nginx', t('containers:filter.image')],
  ['project:shop', t('containers:filter.project')],
  ['port:8080', t('containers:filter.port')],
  ['label:tier=front', t('containers:filter.label')],
  ['project:"my shop"', t('containers:filter.quotes')],
  ['status:exited,dead', t('containers:filter.comma')],
  ['-image:nginx', t('containers:filter.not')],
] as const

/** What a filter can say; an example that is clicked is added to it. */
export function FilterHelp({ onAdd }: { onAdd: (term: string) => void }): ReactNode {
  const [opened, setOpened] = useState(false)
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      closeOnEscape={false}
      position="bottom-start"
      width={440}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <ActionIcon
          size="sm"
          aria-label={t('containers:filter.help')}
          title={t('containers:filter.help')}
          onClick={() => setOpened(!opened)}
        >
          <IconHelp size={14} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown
        aria-label={t('containers:filter.title')}
        // Escape closes this alone: it is not to clear the filter too.
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          setOpened(false)
        }}
      >
        <p className={css.intro}>{t('containers:filter.intro')}</p>
        <dl className={css.terms}>
          {examples.map(([term, finds]) => (
            <div key={term}>
              <dt>
                <button
                  type="button"
                  className={css.term}
                  aria-label={t('containers:filter.add', { term })}
                  onClick={() => onAdd(term)}
                >
                  {term}
                </button>
              </dt>
              <dd>{finds}</dd>
            </div>
          ))}
        </dl>
      </Popover.Dropdown>
    </Popover>
  )
}
