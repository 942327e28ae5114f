import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ImageFiles } from '../../../electron/machine/driver.ts'

/** What a tiny guest does once it has said its words. */
type Then =
  /** prints "tick a", "tick b"… for ever: a resumed one goes on with the next letter, a booted one starts anew */
  'tick' | 'power-off' | 'hang'

/**
 * A guest of some 200 bytes for the real QEMU (x86): a flat Multiboot kernel that prints `words` on the serial port.
 * It lets the driver be tried on the true hypervisor without an image of Alpine.
 */
export async function tinyGuest(dir: string, words: string, then: Then): Promise<ImageFiles> {
  await mkdir(dir, { recursive: true })
  const files = {
    kernel: path.join(dir, 'kernel'),
    initramfs: path.join(dir, 'initramfs'),
    root: path.join(dir, 'root'),
  }
  await writeFile(files.kernel, kernel(words, then))
  await writeFile(files.initramfs, 'nothing')
  await writeFile(files.root, Buffer.alloc(65_536))
  return { ...files, id: 'tiny' }
}

const loadAt = 0x100000
const headerBytes = 32
const letterAt = 5

/** Multiboot specification 0.6.96: a header that says where the flat binary goes (flag bit 16), then the code. */
function kernel(words: string, then: Then): Buffer {
  // The code's length does not depend on the addresses in it.
  const codeBytes = code(0, 0, then).length
  const wordsAt = loadAt + headerBytes + codeBytes
  const text = Buffer.from(`${words}\0`)
  const tick = Buffer.from('tick `\n\0')
  const body = Buffer.concat([code(wordsAt, wordsAt + text.length, then), text, tick])
  const end = loadAt + headerBytes + body.length
  const magic = 0x1badb002
  const flags = 0x00010000
  const header = Buffer.alloc(headerBytes)
  const values = [magic, flags, -(magic + flags) >>> 0, loadAt, loadAt, end, end, loadAt + headerBytes]
  values.forEach((value, at) => header.writeUInt32LE(value >>> 0, at * 4))
  return Buffer.concat([header, body])
}

function code(words: number, tick: number, then: Then): Buffer {
  const address = (value: number): number[] => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff)
  const letter = address(tick + letterAt)
  const puts = [
    ...[0xac, 0x84, 0xc0, 0x74, 0x14], // next: lodsb; test al, al; jz end
    ...[0x88, 0xc4, 0x66, 0xba, 0xfd, 0x03], // mov ah, al; mov dx, 0x3fd (line status)
    ...[0xec, 0xa8, 0x20, 0x74, 0xfb], // in al, dx; test al, 0x20; jz -5
    ...[0x88, 0xe0, 0x66, 0xba, 0xf8, 0x03, 0xee], // mov al, ah; mov dx, 0x3f8; out dx, al
    ...[0xeb, 0xe7, 0xc3], // jmp next; end: ret
  ]
  const loops: Record<Then, number[]> = {
    tick: [
      ...[0xb9, ...address(0x0100_0000), 0xe2, 0xfe], // mov ecx, N; loop $
      ...[0xfe, 0x05, ...letter], // inc byte [letter]
      ...[0x80, 0x3d, ...letter, 0x7b, 0x75, 0x07], // cmp byte [letter], '{'; jne +7
      ...[0xc6, 0x05, ...letter, 0x61], // mov byte [letter], 'a'
      ...[0xbe, ...address(tick)], // mov esi, tick
    ],
    // ACPI: SLP_EN with type 0 (soft off) to PM1a control, where QEMU's q35 has it.
    'power-off': [0x66, 0xb8, 0x00, 0x20, 0x66, 0xba, 0x04, 0x06, 0x66, 0xef, 0xf4],
    hang: [0xfa, 0xf4], // cli; hlt
  }
  const start = [0xbc, ...address(0x90000), 0xbe, ...address(words)] // mov esp, …; mov esi, words
  const loop = loops[then]
  const call = (from: number, to: number): number[] => [0xe8, ...address(to - (from + 5))]
  // start | call puts | loop | [call puts | jmp loop] | puts
  const loopAt = start.length + 5
  const afterLoop = loopAt + loop.length
  const tailBytes = then === 'tick' ? 10 : 2
  const putsAt = afterLoop + tailBytes
  const tail =
    then === 'tick' ? [...call(afterLoop, putsAt), 0xe9, ...address(loopAt - (afterLoop + 10))] : [0xeb, 0xfe] // jmp $
  return Buffer.from([...start, ...call(start.length, putsAt), ...loop, ...tail, ...puts])
}
