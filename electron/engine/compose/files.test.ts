import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { maxComposeBytes } from '../../api/schema/compose.ts'
import { createText, findFiles, readText, replaceText } from './files.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-files-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))
const at = (name: string): string => path.join(dir, name)

it('finds the file of a folder as compose does, and what lies over it', async () => {
  await expect(findFiles(dir)).rejects.toMatchObject({ code: 'not-found' })
  await writeFile(at('docker-compose.yml'), '')
  expect(await findFiles(dir)).toMatchObject({ files: [at('docker-compose.yml')], dir })
  await writeFile(at('compose.yml'), '')
  await writeFile(at('compose.override.yaml'), '')
  expect((await findFiles(dir)).files).toEqual([at('compose.yml'), at('compose.override.yaml')])
  expect((await findFiles(at('docker-compose.yml'))).files).toEqual([at('docker-compose.yml')])
  await expect(findFiles(at('none.yaml'))).rejects.toMatchObject({
    code: 'not-found',
    message: `Could not open ${at('none.yaml')}: it is not there.`,
  })
})

it('reads text, and says why where there is none', async () => {
  await writeFile(at('a.yaml'), '\ufeffname: übung\n')
  expect((await readText(at('a.yaml'))).text).toBe('\ufeffname: übung\n')
  await writeFile(at('binary.yaml'), Buffer.from([0xff, 0xfe, 0x00]))
  await expect(readText(at('binary.yaml'))).rejects.toMatchObject({ code: 'bad-input' })
  await writeFile(at('large.yaml'), Buffer.alloc(maxComposeBytes + 1, 'a'))
  await expect(readText(at('large.yaml'))).rejects.toMatchObject({ code: 'bad-input' })
  await mkdir(at('folder.yaml'))
  await expect(readText(at('folder.yaml'))).rejects.toMatchObject({ code: 'bad-input' })
  await expect(readText(at('none.yaml'))).rejects.toMatchObject({ code: 'not-found' })
})

it('replaces a file in one step with its mode, or leaves it as it was', async () => {
  await writeFile(at('a.yaml'), 'old')
  await chmod(at('a.yaml'), 0o606)
  await replaceText(at('a.yaml'), 'new', async (candidate) => {
    expect(path.dirname(candidate)).toBe(dir)
    expect(await readFile(candidate, 'utf8')).toBe('new')
    expect(await readFile(at('a.yaml'), 'utf8')).toBe('old')
  })
  expect(await readFile(at('a.yaml'), 'utf8')).toBe('new')
  expect((await stat(at('a.yaml'))).mode & 0o777).toBe(0o606)
  await expect(replaceText(at('a.yaml'), 'worse', () => Promise.reject(new Error('no')))).rejects.toThrow(
    'no',
  )
  expect(await readFile(at('a.yaml'), 'utf8')).toBe('new')
  expect(await readdir(dir)).toEqual(['a.yaml'])
})

it('makes a file only where there is none', async () => {
  await createText(at('a.yaml'), 'one')
  await expect(createText(at('a.yaml'), 'two')).rejects.toMatchObject({ code: 'conflict' })
  await expect(createText(at('none/a.yaml'), 'two')).rejects.toMatchObject({ code: 'not-found' })
  expect(await readFile(at('a.yaml'), 'utf8')).toBe('one')
})
