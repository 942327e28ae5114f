import type { ReactNode } from 'react'
import css from './DataTable.module.css'

interface CheckBoxProps {
  readonly label: string
  readonly checked: boolean | 'mixed'
}

/** The theme's check box, as one element: a table makes many of them while it is scrolled. Its cell takes the clicks. */
export function CheckBox({ label, checked }: CheckBoxProps): ReactNode {
  return <span role="checkbox" className={css.box} aria-label={label} aria-checked={checked} tabIndex={-1} />
}
