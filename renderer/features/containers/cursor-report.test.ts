// @vitest-environment node
import { Terminal } from '@xterm/xterm'
import { expect, test } from 'vitest'
import { answerForCursor } from './cursor-report.ts'

async function answersTo(...written: string[]): Promise<{ own: string[]; others: string[] }> {
  const screen = new Terminal({ cols: 80, rows: 24 })
  const said = { own: [] as string[], others: [] as string[] }
  answerForCursor(screen, (report) => said.own.push(report))
  screen.onData((text) => said.others.push(text))
  for (const text of written) await new Promise<void>((resolve) => screen.write(text, resolve))
  return said
}

test('the row has two digits at least, so that no shell takes the answer for a key', async () => {
  expect(await answersTo('/ # \x1b[6n')).toEqual({ own: ['\x1b[01;5R'], others: [] })
  expect(await answersTo('\r\n'.repeat(30), '$ \x1b[6n')).toEqual({ own: ['\x1b[24;3R'], others: [] })
})

test('other questions are left to the terminal itself', async () => {
  expect(await answersTo('\x1b[5n')).toEqual({ own: [], others: ['\x1b[0n'] })
})
