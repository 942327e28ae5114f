/** A line of the host's log for people: time, level, words, then the rest as `name=value`. What is no record stays as it is. */
export function hostLogLine(line: string): string {
  const record = parse(line)
  if (!record) return line
  const { time, level, msg, pid: _pid, room, ...rest } = record
  const facts = Object.entries(rest).map(
    ([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  const where = typeof room === 'string' ? `${room}: ` : ''
  return `${text(time)} ${text(level).padEnd(5)} ${where}${text(msg)}${facts.join('')}`
}

function parse(line: string): Record<string, unknown> | null {
  if (!line.startsWith('{')) return null
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && 'msg' in value ? value : null
  } catch {
    return null
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

const escape = 0x1b

/**
 * A line of the guest's, safe to print: the guest is not trusted, and a terminal obeys what it is shown. Everything below
 * a space but tabs, and the C1 range, becomes its picture in Unicode.
 */
export function guestLogLine(line: string): string {
  let safe = ''
  for (const letter of line) {
    const code = letter.codePointAt(0) ?? 0
    if (code === 0x09 || (code >= 0x20 && code < 0x7f) || code >= 0xa0) safe += letter
    else if (code <= escape || code < 0x20) safe += String.fromCodePoint(0x2400 + code)
    else safe += '\u2421'
  }
  return safe
}
