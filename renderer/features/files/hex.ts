/** Bytes (one a letter) as hexdump shows them: offset, sixteen bytes, and their letters. */
export function hexDump(bytes: string): string {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.slice(at, at + 16)
    const hex = Array.from(row, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join(' ')
    lines.push(`${at.toString(16).padStart(8, '0')}  ${hex.padEnd(47)}  ${row.replace(/[^\x20-\x7e]/g, '.')}`)
  }
  return lines.join('\n')
}
