import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const rows = (await readFile(path.join(root, 'docs/electron-security.md'), 'utf8'))
  .split('\n')
  .filter((line) => /^\| \d+ /.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))

test('all 20 points of the checklist are listed, in order', () => {
  expect(rows.map(([, number]) => Number(number))).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  )
})

test('each names a line that is there, and a test', async () => {
  const textOf = (cell = ''): Promise<string> => readFile(path.join(root, cell.replaceAll('`', '')), 'utf8')
  for (const [, number, , , kept, line, checked, title = ''] of rows) {
    const lines = (await textOf(kept)).split('\n').map((each) => each.trim())
    expect(lines, `of point ${number}`).toContain(line?.replaceAll('`', ''))
    expect(await textOf(checked), `of point ${number}`).toContain(`test('${title}'`)
  }
})

test('no window is given what the checklist forbids', async () => {
  const dir = path.join(root, 'electron')
  const forbidden =
    /allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|allowpopups|webSecurity: false|contextIsolation: false|sandbox: false|nodeIntegration: true|webviewTag: true|loadFile\(|file:\/\/|enableRemoteModule/
  const files = [
    'main.ts',
    'preload.ts',
    ...(await readdir(path.join(dir, 'shell'), { recursive: true })).map((file) => path.join('shell', file)),
  ].filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  const texts = await Promise.all(files.map((file) => readFile(path.join(dir, file), 'utf8')))
  expect(files.filter((_, index) => forbidden.test(texts[index] ?? ''))).toEqual([])
  expect(files.length).toBeGreaterThan(20)
})

test('the preload takes no more of Electron than its messages', async () => {
  const text = await readFile(path.join(root, 'electron/preload.ts'), 'utf8')
  expect(text).toContain("import { ipcRenderer } from 'electron'")
  expect(text).not.toMatch(/contextBridge|exposeInMainWorld|webFrame|shell|clipboard/)
})

test('Electron is pinned to one version', async () => {
  const { devDependencies } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>
  }
  expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/)
})
