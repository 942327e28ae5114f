import { Menu } from '@mantine/core'
import type { ReactNode } from 'react'

interface MenuAtProps {
  /** the menu's name: "Actions for web" */
  readonly label: string
  /** where it was asked for, px of the window */
  readonly at: { x: number; y: number }
  readonly onClose: () => void
  readonly children: ReactNode
}

/** An open menu at a place of the window, for tables that have one menu for all of their rows. */
export function MenuAt({ label, at, onClose, children }: MenuAtProps): ReactNode {
  return (
    <Menu opened onClose={onClose} position="bottom-start" returnFocus width={248}>
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-hidden
          aria-label={label}
          style={{ position: 'fixed', left: at.x, top: at.y, width: 0, height: 0, padding: 0, border: 0 }}
        />
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
