import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { inflateSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawTrayIcons } from './icons.ts'
import { fill, pathsOf } from './shapes.ts'

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'berth-icons-'))
  await drawTrayIcons(dir)
})
afterAll(() => rm(dir, { recursive: true }))

/** Red, green, blue and opacity of a pixel of one of ours: one chunk of data, rows without a filter. */
async function pixel(name: string, x: number, y: number): Promise<number[]> {
  const file = await readFile(path.join(dir, name))
  const size = file.readUInt32BE(16)
  const at = file.indexOf('IDAT')
  const rows = inflateSync(file.subarray(at + 4, at + 4 + file.readUInt32BE(at - 4)))
  const start = y * (1 + size * 4) + 1 + x * 4
  return [...rows.subarray(start, start + 4)]
}

test('there is an icon for each state, in two densities, in colour and as a template', async () => {
  const names = ['running', 'busy', 'off', 'failed'].flatMap((state) =>
    ['', 'Template'].flatMap((kind) => ['', '@2x'].map((density) => `${state}${kind}${density}.png`)),
  )
  expect((await readdir(dir)).toSorted()).toEqual(names.toSorted())
})

test('the corners are empty, the ground is the icon’s own, and rest is pale', async () => {
  expect(await pixel('running@2x.png', 0, 0)).toEqual([0, 0, 0, 0])
  expect(await pixel('running@2x.png', 3, 16)).toEqual([0x0b, 0x6b, 0x86, 255])
  expect((await pixel('off@2x.png', 3, 16))[3]).toBe(115)
})

test('a failure has a red dot', async () => {
  expect(await pixel('failed@2x.png', 25, 25)).toEqual([224, 49, 49, 255])
})

test('a template is black and shows only where it is', async () => {
  expect(await pixel('runningTemplate@2x.png', 16, 22)).toEqual([0, 0, 0, 255])
  expect((await pixel('runningTemplate@2x.png', 1, 1))[3]).toBe(0)
})

test('what a drawing has beyond that is refused', () => {
  expect(() => pathsOf('<path d="M0 0c1 1 2 2 3 3z" fill="#fff" />')).toThrow('not known here')
  expect(() => pathsOf('<rect width="1" height="1" fill="red" />')).toThrow('not known here')
})

test('a pixel that is half covered counts half', () => {
  const [shape] = pathsOf('<path d="M0 0h2v1h-2z" fill="#fff" />')
  expect([...fill(shape!.rings, 2, 2)]).toEqual([1, 1, 0, 0])
  const [half] = pathsOf('<path d="M0 0h1v2h-1z" fill="#fff" />')
  expect([...fill(half!.rings, 2, 1)]).toEqual([0.5])
})
