import { ActionIcon, Popover } from '@mantine/core'
import { IconHelp } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { t } from '../i18n/index.ts'
import css from './FilterHelp.module.css'

interface FilterHelpProps {
  /** what plain words are looked for in */
  readonly intro: string
  /** examples of terms, each with what it looks for */
  readonly examples: readonly (readonly [term: string, finds: string])[]
  readonly onAdd: (term: string) => void
}

/** What a filter can say; an example that is clicked is added to it. */
export function FilterHelp({ intro, examples, onAdd }: FilterHelpProps): ReactNode {
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
          aria-label={t('components:filterTerms.help')}
          title={t('components:filterTerms.help')}
          onClick={() => setOpened(!opened)}
        >
          <IconHelp size={14} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown
        aria-label={t('components:filterTerms.title')}
        // Escape closes this alone: it is not to clear the filter too.
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          setOpened(false)
        }}
      >
        <p className={css.intro}>{intro}</p>
        <dl className={css.terms}>
          {examples.map(([term, finds]) => (
            <div key={term}>
              <dt>
                <button
                  type="button"
                  className={css.term}
                  aria-label={t('components:filterTerms.add', { term })}
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
