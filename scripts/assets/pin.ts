import { mkdtemp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { type Arch, arches } from './arch.ts'
import { PrivateApt } from './debian.ts'
import { repository, sha256OfFile } from './hash.ts'
import { type Pins, parsePins, pinsFile } from './pins.ts'
import type { Report } from './run.ts'

/** Moves every Debian pin of vm-assets/pins.json to what the mirror has now; says what changed. */
async function main(report: Report): Promise<void> {
  const file = path.join(repository, pinsFile)
  const pins = parsePins(await readFile(file, 'utf8'))
  const work = await mkdtemp(path.join(os.tmpdir(), 'berth-pin-'))
  try {
    for (const arch of arches) await movePins(pins, arch, path.join(work, arch), report)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  await writeFile(file, `${JSON.stringify(pins, null, 2)}\n`)
}

async function movePins(pins: Pins, arch: Arch, work: string, report: Report): Promise<void> {
  const debs = path.join(work, 'debs')
  await mkdir(debs, { recursive: true })
  const apt = new PrivateApt(path.join(work, 'apt'), arch, report)
  await apt.download(
    pins.debian.map((pin) => pin.name),
    debs,
  )
  const files = await readdir(debs)
  for (const pin of pins.debian) {
    const file = files.find((name) => name.startsWith(`${pin.name}_`)) ?? ''
    // apt-get writes ":" in a version as "%3a" in the file's name.
    const version = decodeURIComponent(file.split('_')[1] ?? '')
    const now = { version, sha256: await sha256OfFile(path.join(debs, file)) }
    if (now.sha256 !== pin[arch].sha256) report(`${pin.name} ${arch}: ${pin[arch].version} -> ${now.version}`)
    pin[arch] = now
  }
}

await main((line) => console.log(line))
