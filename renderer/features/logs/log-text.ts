import { locale } from '../../i18n/index.ts'
import { plainText } from './ansi.ts'
import type { LogBuffer } from './log-buffer.ts'

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0')

/** A line's time of day in the user's zone, to the millisecond: 14:03:59.120. */
export function lineTime(time: number): string {
  if (Number.isNaN(time)) return ' '.repeat(12)
  const at = new Date(time)
  return `${pad(at.getHours(), 2)}:${pad(at.getMinutes(), 2)}:${pad(at.getSeconds(), 2)}.${pad(at.getMilliseconds(), 3)}`
}

/** The same with its day, for those who wonder which. */
export function wholeTime(time: number): string {
  return `${new Date(time).toLocaleDateString(locale(), { dateStyle: 'medium' })}, ${lineTime(time)}`
}

const chunkLines = 10_000

export interface TextOptions {
  readonly times: boolean
  /** which lines; null for all */
  readonly wanted?: ((line: number) => boolean) | null
  /** of the sources, by index; given where there are several */
  readonly names?: readonly string[]
}

/** The log as plain text, in chunks that a Blob takes as they are. */
export function* logText(buffer: LogBuffer, { times, wanted, names }: TextOptions): Generator<string> {
  let isOpen = false
  for (let from = buffer.first; from < buffer.end; from += chunkLines) {
    let chunk = ''
    for (let line = from; line < Math.min(buffer.end, from + chunkLines); line += 1) {
      if (wanted && !wanted(line)) continue
      const text = plainText(buffer.text(line))
      if (buffer.continued(line) && isOpen) {
        chunk += text
        continue
      }
      const time = buffer.time(line)
      const stamp = times && !Number.isNaN(time) ? `${new Date(time).toISOString()} ` : ''
      const name = names && names.length > 1 ? `${names[buffer.source(line)] ?? ''} | ` : ''
      chunk += `${isOpen ? '\n' : ''}${stamp}${name}${text}`
      isOpen = true
    }
    yield chunk
  }
  if (isOpen) yield '\n'
}

/** Hands what is here of the log to the browser as a file. */
export function saveText(buffer: LogBuffer, name: string): void {
  const url = URL.createObjectURL(new Blob([...logText(buffer, { times: true })], { type: 'text/plain' }))
  saveFrom(url, `${name}.log`)
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** Has the browser fetch a file; the host may say a name of its own. */
export function saveFrom(url: string, name: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
}
