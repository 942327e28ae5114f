import { IconDots } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { t } from '../i18n/index.ts'
import { IconButton } from './IconButton.tsx'

export interface Point {
  readonly x: number
  readonly y: number
}

interface MoreButtonProps {
  /** whose menu it opens */
  readonly name: string
  /** false in table rows, where keys do the same */
  readonly tabbable?: boolean
  readonly onMenu: (at: Point) => void
}

/** Three dots that open the menu of one object, right below them. */
export function MoreButton({ name, tabbable = true, onMenu }: MoreButtonProps): ReactNode {
  return (
    <IconButton
      tabbable={tabbable}
      label={t('components:moreActions', { name })}
      icon={IconDots}
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect()
        onMenu({ x: box.left, y: box.bottom })
      }}
    />
  )
}
