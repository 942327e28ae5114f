import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Arch } from './arch.ts'
import { isBuildOnly, type Pins } from './pins.ts'

/** One part of an asset, as its manifest names it. `licence` is an SPDX expression where the source gives one. */
export interface Component {
  readonly name: string
  readonly version: string
  readonly licence: string
}

/** The packages that Alpine's own database (lib/apk/db/installed) lists in a tree: P, V and L lines per package. */
export async function alpineComponents(tree: string): Promise<Component[]> {
  const text = await readFile(path.join(tree, 'lib/apk/db/installed'), 'utf8')
  return parseInstalled(text)
}

export function parseInstalled(text: string): Component[] {
  return text
    .split('\n\n')
    .map((record) => new Map(record.split('\n').map((line) => [line.slice(0, 2), line.slice(2)])))
    .filter((fields) => fields.has('P:'))
    .map((fields) => ({
      name: fields.get('P:') ?? '',
      version: fields.get('V:') ?? '',
      licence: fields.get('L:') ?? '',
    }))
}

export function debianComponents(pins: Pins, arch: Arch): Component[] {
  return pins.debian
    .filter((pin) => !isBuildOnly(pin))
    .map((pin) => ({ name: pin.name, version: pin[arch].version, licence: pin.licence }))
}
