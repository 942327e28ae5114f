import type { Icon } from '@tabler/icons-react'
import type { MouseEvent, ReactNode } from 'react'
import css from './IconButton.module.css'

interface IconButtonProps {
  readonly label: string
  readonly icon: Icon
  readonly disabled?: boolean
  /** false in table rows, where keys do the same */
  readonly tabbable?: boolean
  readonly onClick: (event: MouseEvent<HTMLButtonElement>) => void
}

/** A button of one icon, light enough to stand in every row of a table. */
export function IconButton({
  label,
  icon: Glyph,
  disabled = false,
  tabbable = true,
  onClick,
}: IconButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={css.button}
      aria-label={label}
      title={label}
      disabled={disabled}
      tabIndex={tabbable ? 0 : -1}
      onClick={onClick}
    >
      <Glyph size={16} aria-hidden />
    </button>
  )
}
