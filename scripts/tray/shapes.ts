export type Point = readonly [number, number]

/** What is filled with one colour: rings of straight lines, inside by the even-odd rule. */
export interface Shape {
  readonly rings: readonly (readonly Point[])[]
  readonly colour: readonly [number, number, number]
}

/** Points that stand for a corner's quarter of a circle. */
const cornerSteps = 8

/** Looks at so many points of each pixel, across and down. */
const samples = 4

/**
 * The filled shapes of an SVG as simple as Berth's icon: `rect` with round corners and `path` of straight lines, each
 * with a colour of its own. Throws at what it does not know, so that a richer drawing is not drawn wrongly.
 */
export function pathsOf(svg: string): Shape[] {
  return [...svg.matchAll(/<(rect|path)\s([^>]*?)\/?>/g)].map(([, kind, text = '']) => {
    const attributes = Object.fromEntries(
      [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name ?? '', value ?? '']),
    )
    const rings = kind === 'rect' ? [roundRect(attributes)] : ringsOf(attributes['d'] ?? '')
    return { rings, colour: colourOf(attributes['fill'] ?? '') }
  })
}

function colourOf(text: string): readonly [number, number, number] {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text)?.[1]
  if (!digits) throw new Error(`The icon has a colour that is not known here: ${text}`)
  const six = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits
  const value = Number.parseInt(six, 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

function roundRect(attributes: Record<string, string>): Point[] {
  const number = (name: string): number => Number(attributes[name] ?? 0)
  const [x, y, width, height, r] = ['x', 'y', 'width', 'height', 'rx'].map(number) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const corners: readonly [number, number, number][] = [
    [x + width - r, y + r, -90],
    [x + width - r, y + height - r, 0],
    [x + r, y + height - r, 90],
    [x + r, y + r, 180],
  ]
  return corners.flatMap(([cx, cy, from]) =>
    Array.from({ length: cornerSteps + 1 }, (_, step): Point => {
      const angle = ((from + (step / cornerSteps) * 90) / 180) * Math.PI
      return [cx + r * Math.cos(angle), cy + r * Math.sin(angle)]
    }),
  )
}

/** Straight lines of a path's data (SVG 1.1, 8.3): move, line, across, down and close, to a place or by a distance. */
function ringsOf(data: string): Point[][] {
  const rings: Point[][] = []
  let at: Point = [0, 0]
  for (const [, command = '', text = ''] of data.matchAll(/([a-z])([^a-z]*)/gi)) {
    const by = command === command.toLowerCase() ? at : ([0, 0] as const)
    const numbers = (text.match(/-?[\d.]+/g) ?? []).map(Number)
    const [first = 0, second = 0] = numbers
    switch (command.toLowerCase()) {
      case 'm':
        at = [by[0] + first, by[1] + second]
        rings.push([at])
        continue
      case 'l':
        at = [by[0] + first, by[1] + second]
        break
      case 'h':
        at = [by[0] + first, at[1]]
        break
      case 'v':
        at = [at[0], by[1] + first]
        break
      case 'z':
        at = rings.at(-1)?.[0] ?? at
        continue
      default:
        throw new Error(`The icon has a line that is not known here: ${command}`)
    }
    if (numbers.length > 2) throw new Error(`The icon has several lines in one: ${command}${text}`)
    rings.at(-1)?.push(at)
  }
  return rings
}

/** How much of each pixel is inside of rings that are drawn in a box of `box` units. */
export function fill(rings: Shape['rings'], box: number, size: number): Float32Array {
  const cover = new Float32Array(size * size)
  const unit = box / size / samples
  const share = 1 / samples ** 2
  for (let line = 0; line < size * samples; line += 1) {
    const row = Math.floor(line / samples) * size
    const crossings = crossingsAt(rings, (line + 0.5) * unit)
    // Between the first and the second it is inside, between the third and the fourth, and so on.
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const [from, to] = [crossings[pair], crossings[pair + 1]].map((x) => Math.ceil((x ?? 0) / unit - 0.5))
      for (let at = Math.max(0, from ?? 0); at < Math.min(size * samples, to ?? 0); at += 1) {
        const pixel = row + Math.floor(at / samples)
        cover[pixel] = (cover[pixel] ?? 0) + share
      }
    }
  }
  return cover
}

/** Where a level line meets the rings, from left to right. */
function crossingsAt(rings: Shape['rings'], y: number): number[] {
  const found: number[] = []
  for (const ring of rings)
    ring.forEach(([ax, ay], index) => {
      const [bx, by] = ring[(index + 1) % ring.length] ?? [ax, ay]
      if (ay > y !== by > y) found.push(((bx - ax) * (y - ay)) / (by - ay) + ax)
    })
  return found.sort((a, b) => a - b)
}
