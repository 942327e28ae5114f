import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron'
import type { Words } from '../words/index.ts'

export interface ContextActs {
  readonly browse: (url: string) => void
  readonly copy: (text: string) => void
}

/** What of a click the menu is made of. */
export type Clicked = Pick<ContextMenuParams, 'isEditable' | 'selectionText' | 'linkURL' | 'editFlags'>

/** The menu of a text field, of a selection, or of a link that leads out of the page; empty for anything else. */
export function contextMenu(
  { isEditable, selectionText, linkURL, editFlags }: Clicked,
  { menu }: Words,
  { browse, copy }: ContextActs,
): MenuItemConstructorOptions[] {
  const outside = /^https?:/.test(linkURL)
  const link: MenuItemConstructorOptions[] = outside
    ? [
        { label: menu.openLink, click: () => browse(linkURL) },
        { label: menu.copyLink, click: () => copy(linkURL) },
      ]
    : []
  if (isEditable)
    return [
      { role: 'undo', label: menu.undo, enabled: editFlags.canUndo },
      { role: 'redo', label: menu.redo, enabled: editFlags.canRedo },
      { type: 'separator' },
      { role: 'cut', label: menu.cut, enabled: editFlags.canCut },
      { role: 'copy', label: menu.copy, enabled: editFlags.canCopy },
      { role: 'paste', label: menu.paste, enabled: editFlags.canPaste },
      { role: 'selectAll', label: menu.selectAll, enabled: editFlags.canSelectAll },
    ]
  if (selectionText.trim() === '') return link
  return [{ role: 'copy', label: menu.copy }, ...link]
}
