import { plainText } from './ansi.ts'
import type { LogBuffer } from './log-buffer.ts'

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0')

/** A line's time of day in the user's zone, to the millisecond: 14:03:59.120. */
export function lineTime(time: number): string {
  if (Number.isNaN(time)) return ' '.repeat(12)
  const at = new Date(time)
  return `${pad(at.getHours(), 2)}:${pad(at.getMinutes(), 2)}:${pad(at.getSeconds(), 2)}.${pad(at.getMilliseconds(), 3)}`
}

const chunkLines = 10_000

/** The whole log as plain text, in chunks that a Blob takes as they are. */
export function* logText(buffer: LogBuffer, withTimes: boolean): Generator<string> {
  for (let from = buffer.first; from < buffer.end; from += chunkLines) {
    let chunk = ''
    for (let line = from; line < Math.min(buffer.end, from + chunkLines); line += 1) {
      const time = buffer.time(line)
      const stamp = withTimes && !Number.isNaN(time) ? `${new Date(time).toISOString()} ` : ''
      chunk += `${stamp}${plainText(buffer.text(line))}\n`
    }
    yield chunk
  }
}

/** Hands the log to the browser as a file. */
export function downloadLog(buffer: LogBuffer, name: string): void {
  const url = URL.createObjectURL(new Blob([...logText(buffer, true)], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${name}.log`
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
