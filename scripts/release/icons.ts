import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { chromium } from 'playwright-core'

/**
 * Draws the application's icons from the page's own, as the three systems want them: `icons/NxN.png` for Linux, `icon.ico`
 * for Windows, `icon.icns` for macOS. Run before packing; what it makes is not kept in git.
 */
const resources = path.join(import.meta.dirname, 'resources')
const drawing = path.resolve(import.meta.dirname, '../../renderer/public/icon.svg')

const linuxSizes = [16, 32, 48, 64, 128, 256, 512]
const icoSizes = [16, 24, 32, 48, 64, 128, 256]
/** Types of images in an icns file that hold PNG (https://en.wikipedia.org/wiki/Apple_Icon_Image_format). */
const icnsTypes = { ic07: 128, ic08: 256, ic09: 512, ic10: 1024, ic11: 32, ic12: 64, ic13: 256, ic14: 512 }

async function draw(sizes: ReadonlySet<number>): Promise<Map<number, Buffer>> {
  const svg = await readFile(drawing, 'utf8')
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  const page = await browser.newPage()
  const drawn = new Map<number, Buffer>()
  for (const size of sizes) {
    await page.setViewportSize({ width: size, height: size })
    await page.setContent(
      `<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
    )
    drawn.set(size, await page.screenshot({ omitBackground: true }))
  }
  await browser.close()
  return drawn
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

const drawn = await draw(new Set([...linuxSizes, ...icoSizes, ...Object.values(icnsTypes)]))
const of = (size: number): Buffer => drawn.get(size) ?? Buffer.alloc(0)
await mkdir(path.join(resources, 'icons'), { recursive: true })
for (const size of linuxSizes) await writeFile(path.join(resources, 'icons', `${size}x${size}.png`), of(size))
await writeFile(path.join(resources, 'icon.ico'), ico(icoSizes.map((size) => [size, of(size)])))
await writeFile(
  path.join(resources, 'icon.icns'),
  icns(Object.entries(icnsTypes).map(([type, size]) => [type, of(size)])),
)
