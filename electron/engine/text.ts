/** The guest is not trusted: no string of its own making enters a row longer than this many characters. */
export const longestText = 4096

/** `text`, or its first `length` characters and an ellipsis. */
export function clip(text: string, length: number = longestText): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}
