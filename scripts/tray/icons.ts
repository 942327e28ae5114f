import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Image } from './image.ts'
import { png } from './png.ts'
import { fill, pathsOf, type Shape } from './shapes.ts'

/**
 * Draws the tray's icons, one for each state, out of the page's own icon: in colour for Windows and Linux, and as template
 * images for macOS, which takes of them only where they are. Made at each build; none is kept in git.
 */
export const drawing = path.resolve(import.meta.dirname, '../../renderer/public/icon.svg')

/** Units of the drawing's view box. */
export const box = 32

/** Pixels of an icon beside the clock; the second is for screens of twice the density. */
const sizes = { '': 16, '@2x': 32 } as const

const states = {
  running: { ground: 1, dot: null, hollow: false },
  busy: { ground: 1, dot: [245, 159, 0], hollow: true },
  off: { ground: 0.45, dot: null, hollow: false },
  failed: { ground: 1, dot: [224, 49, 49], hollow: false },
} as const

/** A dot in the corner, and a rim about it that keeps it apart from what is below. */
const dot = circle(25, 25, 6)
const rim = circle(25, 25, 8)
const hole = circle(25, 25, 3)

export async function drawTrayIcons(dir: string): Promise<void> {
  const shapes = pathsOf(await readFile(drawing, 'utf8'))
  await mkdir(dir, { recursive: true })
  for (const [state, look] of Object.entries(states))
    for (const [suffix, size] of Object.entries(sizes)) {
      await writeFile(path.join(dir, `${state}${suffix}.png`), inColour(shapes, look, size))
      await writeFile(path.join(dir, `${state}Template${suffix}.png`), template(shapes, look, size))
    }
}

type Look = (typeof states)[keyof typeof states]

function inColour(shapes: readonly Shape[], { ground, dot: colour }: Look, size: number): Buffer {
  const image = new Image(size)
  for (const { rings, colour: own } of shapes) image.paint(fill(rings, box, size), own, ground)
  if (colour) {
    image.erase(fill([rim], box, size))
    image.paint(fill([dot], box, size), colour, 1)
  }
  return png(size, image.pixels)
}

/** Black on nothing: the ship alone, for its ground would be a black square. */
function template(shapes: readonly Shape[], { ground, dot: colour, hollow }: Look, size: number): Buffer {
  const image = new Image(size)
  for (const { rings } of shapes.slice(1)) image.paint(fill(grown(rings), box, size), [0, 0, 0], ground)
  if (colour) {
    image.erase(fill([rim], box, size))
    // Without colours it is the form that tells one from the other.
    image.paint(fill(hollow ? [dot, hole] : [dot], box, size), [0, 0, 0], 1)
  }
  return png(size, image.pixels)
}

/** Without its ground the ship has room to be larger. */
function grown(rings: Shape['rings']): Shape['rings'] {
  return rings.map((ring) => ring.map(([x, y]) => [(x - 16) * 1.5 + 16, (y - 15.5) * 1.5 + 16] as const))
}

function circle(x: number, y: number, radius: number): Shape['rings'][number] {
  return Array.from({ length: 32 }, (_, index) => {
    const angle = (index / 16) * Math.PI
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const
  })
}
