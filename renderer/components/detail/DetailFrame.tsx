import { ActionIcon, Tooltip } from '@mantine/core'
import { IconArrowsMaximize, IconArrowsMinimize, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { t } from '../../i18n/index.ts'
import { MoreButton, type Point } from '../MoreButton.tsx'
import { StateDot, type Look } from '../StateDot.tsx'
import css from './DetailFrame.module.css'

export interface DetailFrameProps {
  /** what it is, for a screen reader: "Container web" */
  readonly label: string
  readonly name: string
  /** the name in full, where `name` is a shorter one */
  readonly title?: string
  readonly look?: Look
  /** what stands beside the name, or under it where it is narrow */
  readonly status?: ReactNode
  /** the buttons for what is done most */
  readonly actions?: ReactNode
  readonly full?: boolean
  /** without it, the detail always stands beside its table */
  readonly onFull?: (full: boolean) => void
  readonly onMenu?: (at: Point) => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** One object beside its table: its name and state, what is done with it, and below that what can be seen of it. */
export function DetailFrame(props: DetailFrameProps): ReactNode {
  const { name, look, full = false, onFull, onMenu } = props
  return (
    <section className={css.column} aria-label={props.label}>
      <header className={css.head}>
        <div className={css.name}>
          {look && <StateDot look={look} />}
          <div className={css.words}>
            <h2 className="clip" title={props.title ?? name}>
              {name}
            </h2>
            {props.status !== undefined && <span className={css.status}>{props.status}</span>}
          </div>
        </div>
        <div className={css.buttons}>
          {props.actions}
          {onMenu && <MoreButton name={name} onMenu={onMenu} />}
          {onFull && (
            <Tooltip label={t(full ? 'components:detail.beside' : 'components:detail.fullWithKey')}>
              <ActionIcon
                aria-label={t('components:detail.full')}
                aria-pressed={full}
                onClick={() => onFull(!full)}
              >
                {full ? <IconArrowsMinimize size={16} /> : <IconArrowsMaximize size={16} />}
              </ActionIcon>
            </Tooltip>
          )}
          <Tooltip label={t('components:detail.closeWithKey')}>
            <ActionIcon aria-label={t('components:detail.close')} onClick={props.onClose}>
              <IconX size={16} />
            </ActionIcon>
          </Tooltip>
        </div>
      </header>
      {props.children}
    </section>
  )
}
