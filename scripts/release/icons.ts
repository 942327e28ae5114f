import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { box, drawing } from '../tray/icons.ts'
import { Image } from '../tray/image.ts'
import { png } from '../tray/png.ts'
import { fill, pathsOf } from '../tray/shapes.ts'

const linuxSizes = [16, 32, 48, 64, 128, 256, 512]
const icoSizes = [16, 24, 32, 48, 64, 128, 256]
/** Types of images in an icns file that hold PNG (https://en.wikipedia.org/wiki/Apple_Icon_Image_format). */
const icnsTypes = { ic07: 128, ic08: 256, ic09: 512, ic10: 1024, ic11: 32, ic12: 64, ic13: 256, ic14: 512 }

/**
 * Draws the application's icons from the page's own, as the three systems want them: `png/NxN.png` for Linux, `icon.ico`
 * for Windows, `icon.icns` for macOS. Made with each package; none is kept in git.
 */
export async function drawAppIcons(dir: string): Promise<void> {
  const shapes = pathsOf(await readFile(drawing, 'utf8'))
  const drawn = new Map<number, Buffer>()
  const of = (size: number): Buffer => {
    const before = drawn.get(size)
    if (before) return before
    const image = new Image(size)
    for (const { rings, colour } of shapes) image.paint(fill(rings, box, size), colour, 1)
    const file = png(size, image.pixels)
    drawn.set(size, file)
    return file
  }
  await mkdir(path.join(dir, 'png'), { recursive: true })
  for (const size of linuxSizes) await writeFile(path.join(dir, 'png', `${size}x${size}.png`), of(size))
  await writeFile(path.join(dir, 'icon.ico'), ico(icoSizes.map((size) => [size, of(size)])))
  const images = Object.entries(icnsTypes).map(([type, size]) => [type, of(size)] as const)
  await writeFile(path.join(dir, 'icon.icns'), icns(images))
}

/** An ICO file of PNG images (https://learn.microsoft.com/previous-versions/ms997538): header, directory, images. */
function ico(images: readonly (readonly [number, Buffer])[]): Buffer {
  const header = Buffer.alloc(6 + 16 * images.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(images.length, 4)
  let offset = header.length
  images.forEach(([size, png], index) => {
    const at = 6 + 16 * index
    // 256 is written as 0.
    header.writeUInt8(size % 256, at)
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(png.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += png.length
  })
  return Buffer.concat([header, ...images.map(([, png]) => png)])
}

function icns(images: readonly (readonly [string, Buffer])[]): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const head = Buffer.alloc(8)
    head.write(type, 'latin1')
    head.writeUInt32BE(8 + data.length, 4)
    return Buffer.concat([head, data])
  }
  return chunk('icns', Buffer.concat(images.map(([type, png]) => chunk(type, png))))
}
