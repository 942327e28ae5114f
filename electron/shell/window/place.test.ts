import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { MemoryFile } from './memory.ts'
import { freshMemory, placeOn } from './place.ts'

const left = { x: 0, y: 25, width: 1440, height: 875 }
const right = { x: 1440, y: 0, width: 1920, height: 1040 }
const bounds = { x: 1600, y: 100, width: 1200, height: 800 }

test('opens where it was', () => {
  expect(placeOn(bounds, [left, right])).toEqual(bounds)
})

test('without its screen it keeps its size, and the system places it', () => {
  expect(placeOn(bounds, [left])).toEqual({ width: 1200, height: 800 })
})

test('a window that nobody could take hold of is not restored there', () => {
  expect(placeOn({ ...bounds, x: 3300 }, [left, right])).toEqual({ width: 1200, height: 800 })
  expect(placeOn({ ...bounds, y: 1035 }, [left, right])).toEqual({ width: 1200, height: 800 })
})

test('never larger than the screen, nor under its bar', () => {
  expect(placeOn({ x: 0, y: 10, width: 5000, height: 5000 }, [left])).toEqual({
    x: 0,
    y: 25,
    width: 1440,
    height: 875,
  })
  expect(placeOn(null, [{ x: 0, y: 0, width: 500, height: 400 }])).toEqual({ width: 500, height: 400 })
})

test('a first one has its usual size, on no screen, too', () => {
  expect(placeOn(null, [right])).toEqual({ width: 1280, height: 800 })
  expect(placeOn(null, [])).toEqual({ width: 1280, height: 800 })
})

test('what is remembered is kept; what is not understood is forgotten', async () => {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'berth-window-'))
  const file = path.join(dir, 'a', 'window.json')
  const memory = new MemoryFile(file)
  expect(memory.now).toEqual(freshMemory)
  memory.keep({ bounds, zoom: 2 })
  expect(new MemoryFile(file).now).toEqual({ ...freshMemory, bounds, zoom: 2 })
  await writeFile(file, JSON.stringify({ bounds: { x: 1e9, y: 0, width: 1, height: 1 } }))
  expect(new MemoryFile(file).now).toEqual(freshMemory)
  await rm(dir, { recursive: true })
})
