import type { Terminal } from '@xterm/xterm'

/**
 * Answers a program that asks where the cursor is (ECMA-48: DSR 6, answered by CPR), the row in two digits at least.
 * BusyBox's line editor asks at each prompt, and takes `ESC [ 1 ; 5 R` for the beginning of Ctrl and an arrow: it then
 * throws away up to ten characters of what was typed right behind it (libbb/read_key.c). `ESC [ 01 ; 5 R` begins like no
 * key. A zero in front changes no number (ECMA-48, 5.4.1).
 */
export function answerForCursor(screen: Terminal, answer: (report: string) => void): void {
  screen.parser.registerCsiHandler({ final: 'n' }, ([what]) => {
    if (what !== 6) return false
    const { cursorX, cursorY } = screen.buffer.active
    answer(`\x1b[${String(cursorY + 1).padStart(2, '0')};${cursorX + 1}R`)
    return true
  })
}
