import type { ITheme } from '@xterm/xterm'

/** The terminal's colours, chosen to be read on either ground (WCAG 1.4.3). */
export const themes: Readonly<Record<'light' | 'dark', ITheme>> = {
  light: {
    background: '#f3f3f1',
    foreground: '#1c1f21',
    cursor: '#0b6b86',
    selectionBackground: '#b9dbe6',
    black: '#3b3f42',
    red: '#b3261e',
    green: '#26743a',
    yellow: '#7a5200',
    blue: '#1f5fae',
    magenta: '#8a3aa0',
    cyan: '#0b6b86',
    white: '#5c6266',
    brightBlack: '#5c6266',
    brightRed: '#c5352b',
    brightGreen: '#2c7a40',
    brightYellow: '#805a00',
    brightBlue: '#2a6fc4',
    brightMagenta: '#9a4bb0',
    brightCyan: '#0c7590',
    brightWhite: '#1c1f21',
  },
  dark: {
    background: '#111415',
    foreground: '#e2e5e7',
    cursor: '#5bb8d4',
    selectionBackground: '#1f4a58',
    black: '#7d868c',
    red: '#ff8f80',
    green: '#6fc486',
    yellow: '#e3b45c',
    blue: '#7fb2f0',
    magenta: '#d79be8',
    cyan: '#5bb8d4',
    white: '#c3c9cd',
    brightBlack: '#9aa3a8',
    brightRed: '#ffa99d',
    brightGreen: '#8fd8a3',
    brightYellow: '#f0ca80',
    brightBlue: '#a3c9f6',
    brightMagenta: '#e4b8f0',
    brightCyan: '#86cfe4',
    brightWhite: '#ffffff',
  },
}

/** How what is searched for is marked. */
export const marks: Readonly<Record<'light' | 'dark', { found: string; now: string }>> = {
  light: { found: '#ffe08a', now: '#ffab4a' },
  dark: { found: '#5c4a12', now: '#8a5a10' },
}
