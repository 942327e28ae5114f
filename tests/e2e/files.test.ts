import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { expectAccessible, expectAccessibleInBothThemes } from './accessible.ts'
import { App } from './app.ts'
import { Frame } from './pages/frame.ts'
import { Table } from './pages/table.ts'
import { withApp } from './with-app.ts'

const app = withApp(() => App.open())
const poll = { timeout: 30_000 }

async function filesOf(name: string, path = '/', size?: { width: number; height: number }) {
  const query = path === '/' ? '' : `?path=${encodeURIComponent(path)}`
  const page = await app().visit(`/containers/${name}/files${query}`, size)
  return { page, frame: new Frame(page), table: new Table(page, `Files in ${path}`, 'file') }
}

async function run(name: string, script: string, ends = false): Promise<void> {
  const id = await app().room.run(name, [
    'sh',
    '-c',
    `${script}; ${ends ? 'true' : 'touch /ready; exec sleep 1000'}`,
  ])
  if (ends) await app().room.ended(id)
  else
    await expect
      .poll(
        () =>
          app()
            .room.engine.files.look({ kind: 'container', id }, '/ready')
            .then(
              () => true,
              () => false,
            ),
        poll,
      )
      .toBe(true)
}

test('a folder is walked by mouse and by keyboard, and the address says where one is', async () => {
  await run('walk', 'mkdir -p /data/inner; echo one > /data/inner/one.txt; echo two > /data/two.conf')
  const { page, table } = await filesOf('walk', '/data')
  await table.row('two.conf').waitFor()
  await expectAccessible(page)
  expect(await table.names()).toEqual(['inner', 'two.conf'])
  await table.row('inner').click()
  await page.waitForURL(/path=%2Fdata%2Finner/)
  const inner = new Table(page, 'Files in /data/inner', 'file')
  await inner.row('one.txt').waitFor()
  await inner.grid.focus()
  await page.keyboard.press('Backspace')
  await table.row('two.conf').waitFor()
  await page.getByRole('navigation', { name: 'Path' }).getByRole('button', { name: 'Top' }).click()
  await new Table(page, 'Files in /', 'file').row('data').waitFor()
})

test('text is edited and saved in its own form; a change by another is noticed', async () => {
  await run('edit', "mkdir /data; printf 'one\\r\\ntwo\\r\\n' > /data/a.conf")
  const { page, frame } = await filesOf('edit', '/data/a.conf')
  const editor = page.getByRole('textbox', { name: 'Text of a.conf' })
  await editor.waitFor()
  await page.getByText('CRLF').waitFor()
  await expectAccessible(page)
  await editor.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('three')
  await page.getByText('Not saved').waitFor()
  await page.keyboard.press('Control+s')
  await page.getByText('a.conf is saved.').waitFor()
  const id = app().room
  const place = { kind: 'container', id: 'edit' } as const
  const { shown } = await id.engine.files.read(place, '/data/a.conf')
  expect(shown).toMatchObject({ text: 'one\r\ntwo\r\nthree' })
  const other = { text: 'other\r\n', form: { encoding: 'utf-8', mark: false } as const, version: null }
  await editor.click()
  await page.keyboard.type('mine ')
  await id.engine.files.write(place, '/data/a.conf', other)
  await page.keyboard.press('Control+s')
  await page.getByText('This file was changed by somebody else').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await frame.dialog.getByText('What you changed is lost').waitFor()
  await expectAccessible(page)
  await frame.dialog.getByRole('button', { name: 'Stay' }).click()
  await page.getByRole('button', { name: 'Overwrite' }).click()
  await expect
    .poll(async () => (await id.engine.files.read(place, '/data/a.conf')).shown, poll)
    .toMatchObject({ text: expect.stringContaining('mine ') as string })
})

test('files are uploaded by button and by drop, replaced only when asked, and downloaded', async () => {
  await run('carry', 'mkdir /data; echo old > /data/a.txt')
  const { page, frame, table } = await filesOf('carry', '/data')
  await table.row('a.txt').waitFor()
  await page.locator('input[type="file"][multiple]').setInputFiles([
    { name: 'ümlaut b.txt', mimeType: 'text/plain', buffer: Buffer.from('b') },
    { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('new') },
  ])
  await frame.dialog.getByText(/a\.txt \(4 B\) will be replaced by 3 B/).waitFor()
  await expectAccessible(page)
  await frame.dialog.getByRole('button', { name: 'Replace' }).click()
  await page.getByText('2 files are in /data now.').waitFor()
  await table.row('ümlaut b.txt').waitFor()
  const downloading = page.waitForEvent('download')
  await table.row('a.txt').getByRole('button', { name: 'Download a.txt' }).click()
  const file = await downloading
  expect(file.suggestedFilename()).toBe('a.txt')
  expect(await readFile(await file.path(), 'utf8')).toBe('new')
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['dropped'], 'dropped.txt'))
    return transfer
  })
  for (const type of ['dragover', 'drop']) await table.grid.dispatchEvent(type, { dataTransfer: data })
  await table.row('dropped.txt').waitFor()

  // A folder comes with all below it; only the browser itself can drop one.
  const folder = path.join(app().room.native.dir, 'schöner Ordner')
  await mkdir(path.join(folder, 'sub', 'empty'), { recursive: true })
  await writeFile(path.join(folder, 'sub', 'deep.txt'), 'deep')
  const box = await table.grid.boundingBox()
  const at = { x: (box?.x ?? 0) + 200, y: (box?.y ?? 0) + 200 }
  const devtools = await page.context().newCDPSession(page)
  const dragged = { items: [], files: [folder], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, ...at, data: dragged })
  await table.row('schöner Ordner').waitFor()
  const kindOf = (below: string): Promise<string> =>
    app()
      .room.engine.files.look({ kind: 'container', id: 'carry' }, `/data/schöner Ordner/${below}`)
      .then(({ kind }) => kind, String)
  await expect.poll(() => kindOf('sub/deep.txt'), poll).toBe('file')
  await expect.poll(() => kindOf('sub/empty'), poll).toBe('folder')
})

test('what is there is renamed, made and deleted, with what is lost counted', async () => {
  await run('change', 'mkdir -p /data/full; echo 12345 > /data/full/x; echo > /data/before')
  const { page, frame, table } = await filesOf('change', '/data')
  await table.choose('before', 'Rename…')
  await frame.dialog.getByLabel('New name').fill('a/b')
  await frame.dialog.getByRole('button', { name: 'Rename' }).click()
  await frame.dialog.getByText('A name has no slash').waitFor()
  await expectAccessible(page)
  await frame.dialog.getByLabel('New name').fill('full')
  await frame.dialog.getByRole('button', { name: 'Rename' }).click()
  await frame.dialog.getByText('There is already something called /data/full.').waitFor()
  await frame.dialog.getByLabel('New name').fill('after')
  await frame.dialog.getByRole('button', { name: 'Rename' }).click()
  await table.row('after').waitFor()
  await page.getByRole('button', { name: 'New folder' }).click()
  await frame.dialog.getByLabel('Name of the folder').fill('made')
  await frame.dialog.getByRole('button', { name: 'Create' }).click()
  await table.row('made').waitFor()
  await table.choose('full', 'Delete…')
  await frame.dialog.getByText('2 entries, 6 B together, will be lost').waitFor()
  await expectAccessible(page)
  await frame.dialog.getByRole('button', { name: 'Delete' }).click()
  await table.row('full').waitFor({ state: 'detached' })
})

test('a stopped container shows its files, lets them be edited, renamed, searched and deleted', async () => {
  await run('ended', 'mkdir -p /data/sub; echo text > /data/a.txt; echo x > /data/sub/needle.txt', true)
  const { page, frame, table } = await filesOf('ended', '/data')
  await table.row('a.txt').waitFor()
  await page.getByText('Read from an archive of the folder').waitFor()
  await page.getByText('it is held still for a moment').waitFor()
  await expectAccessibleInBothThemes(page)
  // By keys alone.
  await table.grid.focus()
  await page.keyboard.press('End')
  await page.keyboard.press('Space')
  await page.keyboard.press('F2')
  await frame.dialog.getByLabel('New name').fill('sub')
  await page.keyboard.press('Enter')
  await frame.dialog.getByText('There is already something called /data/sub.').waitFor()
  await frame.dialog.getByLabel('New name').fill('b.txt')
  await page.keyboard.press('Enter')
  await table.row('b.txt').waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('needle')
  await page.getByRole('button', { name: 'Search below this folder' }).click()
  await page.getByRole('button', { name: '/data/sub/needle.txt' }).waitFor()
  await page.getByRole('button', { name: 'Close the search' }).click()
  await table.filter.fill('')
  await table.choose('sub', 'Delete…')
  await frame.dialog.getByText('2 entries, 2 B together, will be lost').waitFor()
  await expectAccessible(page)
  await frame.dialog.getByRole('button', { name: 'Delete' }).click()
  await table.row('sub').waitFor({ state: 'detached' })
  await table.row('b.txt').click()
  await page.getByRole('textbox', { name: 'Text of b.txt' }).click()
  await page.keyboard.type('more ')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('b.txt is saved.').waitFor()
})

test('where nothing can be renamed or deleted, the page says why and what to do', async () => {
  await run('frozen', 'mkdir /data; echo text > /data/a.txt')
  await app().room.engine.containers.act('frozen', 'pause')
  const { page, table } = await filesOf('frozen', '/data')
  await table.row('a.txt').waitFor()
  await page.getByText('It is paused: unpause it first.').waitFor()
  await expectAccessibleInBothThemes(page)
  await app().room.engine.containers.act('frozen', 'unpause')
  await page.getByText('It is paused: unpause it first.').waitFor({ state: 'detached' })
})

test('five thousand files: a screenful in the page, the last one a key away, a search below', async () => {
  await run(
    'many',
    'mkdir -p /data/sub; cd /data; for i in $(seq 1 5000); do : > "file-$i.log"; done; : > sub/needle.txt',
  )
  const { page, table } = await filesOf('many', '/data', { width: 900, height: 600 })
  await page.getByText('5,001 files').waitFor()
  await table.grid.focus()
  await page.keyboard.press('End')
  await table.row('file-5000.log').waitFor()
  expect((await table.names()).length).toBeLessThan(60)
  await page.keyboard.press('/')
  await page.keyboard.type('needle')
  await page.getByText('Nothing here has “needle” in its name.').waitFor()
  await page.getByRole('button', { name: 'Search below this folder' }).click()
  await page.getByRole('button', { name: '/data/sub/needle.txt' }).click()
  await page.waitForURL(/needle/)
})

test('nothing at a path is a sentence with a way back', async () => {
  await run('lost', 'mkdir /data')
  const { page } = await filesOf('lost', '/data/gone')
  await page.getByText('There is nothing at /data/gone.').waitFor()
  await page.getByRole('button', { name: '/data', exact: true }).click()
  await page.getByText('This folder is empty').waitFor()
  await expectAccessible(page)
})
