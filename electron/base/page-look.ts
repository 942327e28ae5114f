/** How the page looks and speaks, where the user chose it; `auto` is as system and browser say. */
export interface PageLook {
  readonly appearance: 'auto' | 'light' | 'dark'
  readonly language: 'auto' | 'en' | 'de'
}

export const anyLook: PageLook = { appearance: 'auto', language: 'auto' }

/**
 * The page's document with what it must know before its first script has run, as attributes of its first element: a
 * policy that allows no script of the document's own leaves no other way.
 */
export function markDocument(
  document: string,
  { appearance, language }: PageLook,
  shell?: 'desktop',
): string {
  const marks = [
    ...(shell ? [`data-shell="${shell}"`] : []),
    ...(appearance === 'auto' ? [] : [`data-appearance="${appearance}"`]),
    ...(language === 'auto' ? [] : [`data-language="${language}"`]),
  ]
  return document.replace('<html ', `<html ${marks.map((mark) => `${mark} `).join('')}`)
}
