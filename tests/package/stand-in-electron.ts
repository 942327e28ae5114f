import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

/**
 * The wire of fuses as Electron has it in its executable (@electron/fuses): a sentinel, the wire's version, its length, and a
 * digit for each fuse, here as Electron is shipped.
 */
const wire = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1'),
  Buffer.from([1, 9]),
  Buffer.from('101000010', 'latin1'),
])

/**
 * An unpacked Electron for Linux with nothing in it but what electron-builder touches: an executable with fuses to burn, two
 * languages that stay and one that goes, the helper that gets other rights, the licences. It cannot run, and says so.
 */
export async function standInElectron(dir: string): Promise<string> {
  await mkdir(path.join(dir, 'locales'), { recursive: true })
  await mkdir(path.join(dir, 'resources'), { recursive: true })
  const script =
    '#!/bin/sh\necho "This is a stand-in for Electron: it was packaged to be looked at." >&2\nexit 70\n'
  await writeFile(path.join(dir, 'electron'), Buffer.concat([Buffer.from(script), wire]), { mode: 0o755 })
  await writeFile(path.join(dir, 'chrome-sandbox'), script, { mode: 0o755 })
  for (const name of ['en-US', 'de', 'fr']) await writeFile(path.join(dir, 'locales', `${name}.pak`), name)
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version'])
    await writeFile(path.join(dir, name), name)
  return dir
}
