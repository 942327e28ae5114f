import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../i18n/index.ts'
import css from './KeyList.module.css'

const groups: readonly { title: string; keys: readonly (readonly [keys: string, does: string])[] }[] = [
  {
    title: 'Anywhere',
    keys: [
      ['Ctrl K / ⌘ K', 'Search, or run an action'],
      ['/', 'Filter the table'],
      ['?', 'This list'],
      ['Esc', 'Back: selection, full width, detail, filter'],
    ],
  },
  {
    title: 'In a table',
    keys: [
      ['j / k, ↓ / ↑', 'Next, previous row'],
      ['Page Down / Up, Home, End', 'Further'],
      ['Space', 'Select the row'],
      ['Shift ↓ / ↑', 'Extend the selection'],
      ['Ctrl A / ⌘ A', 'Select all'],
      ['Enter', 'Open; once more for full width'],
      ['. or Shift F10', 'Actions for the row'],
    ],
  },
  {
    title: t('container:keys.title'),
    keys: [
      ['1 … 9', t('container:keys.tab')],
      ['[ / ]', t('container:keys.nextTab')],
      ['↓ ↑ → ←', t('container:keys.tree')],
      ['/', t('container:keys.search')],
    ],
  },
  {
    title: 'In a log',
    keys: [
      ['/', 'Search the log'],
      ['Enter, n', 'Next match'],
      ['Shift Enter, N', 'Previous match'],
    ],
  },
  {
    title: 'In files',
    keys: [
      ['Backspace', 'Up one folder'],
      ['F2, Delete', 'Rename, delete what is selected'],
      ['r', 'Read the folder again'],
      ['Ctrl S / ⌘ S', 'Save the text'],
    ],
  },
  {
    title: t('disk:keys.title'),
    keys: [
      ['r', t('disk:keys.measure')],
      ['c', t('disk:keys.cleanUp')],
    ],
  },
  { title: 'In a terminal', keys: [['Shift Esc', 'Leave the terminal']] },
]

/** All keys, on one page. */
export function KeyList({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} title="Keys" size="lg">
      <div className={css.groups}>
        {groups.map(({ title, keys }) => (
          <section key={title} aria-label={title}>
            <h3 className={css.title}>{title}</h3>
            <dl className={css.keys}>
              {keys.map(([key, does]) => (
                <div key={key}>
                  <dt>{key}</dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
