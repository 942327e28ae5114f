import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../i18n/index.ts'
import css from './KeyList.module.css'

/** The modifier as keyboards of the language name it. */
const ctrl = t('app:keys.ctrl')
const shift = t('app:keys.shift')

const groups: readonly { title: string; keys: readonly (readonly [keys: string, does: string])[] }[] = [
  {
    title: t('app:keys.anywhere'),
    keys: [
      [`${ctrl} K / ⌘ K`, t('app:keys.palette')],
      ['/', t('app:keys.filter')],
      ['b', t('notices:key')],
      ['u', t('common:undoLast')],
      ['?', t('app:keys.list')],
      ['Esc', t('app:keys.back')],
    ],
  },
  {
    title: t('app:keys.table'),
    keys: [
      ['j / k, ↓ / ↑', t('app:keys.nextRow')],
      [t('app:keys.furtherKeys'), t('app:keys.further')],
      [t('app:keys.selectKey'), t('app:keys.select')],
      [`${shift} ↓ / ↑`, t('app:keys.extend')],
      [`${ctrl} A / ⌘ A`, t('app:keys.selectAll')],
      ['Enter', t('app:keys.open')],
      [t('app:keys.menuKeys'), t('app:keys.menu')],
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
    title: t('app:keys.log'),
    keys: [
      ['/', t('app:keys.searchLog')],
      ['Enter, n', t('app:keys.nextMatch')],
      [`${shift} Enter, N`, t('app:keys.previousMatch')],
    ],
  },
  {
    title: t('app:keys.files'),
    keys: [
      ['Backspace', t('app:keys.up')],
      [t('app:keys.deleteKeys'), t('app:keys.renameDelete')],
      ['r', t('app:keys.reload')],
      [`${ctrl} S / ⌘ S`, t('app:keys.saveText')],
    ],
  },
  {
    title: t('disk:keys.title'),
    keys: [
      ['r', t('disk:keys.measure')],
      ['c', t('disk:keys.cleanUp')],
    ],
  },
  { title: t('events:label'), keys: [['p', t('events:holdKey')]] },
  { title: t('app:keys.settings'), keys: [[`${ctrl} S / ⌘ S`, t('app:keys.apply')]] },
  { title: t('app:keys.terminal'), keys: [[`${shift} Esc`, t('app:keys.leaveTerminal')]] },
]

/** All keys, on one page. */
export function KeyList({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} title={t('app:keys.title')} size="lg">
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
